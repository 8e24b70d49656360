//! The tables, one entity each. They stay inside this crate: other crates see `domain` values.

pub mod artefact {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "artefact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub freeze: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub paper: String,
        pub file: String,
        pub figures: String,
        pub made_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod batch {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "batch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub sequence: i64,
        pub imported_at: i64,
        pub actor: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod freeze {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "freeze")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub as_at: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub edition: i64,
        pub known_by: i64,
        pub made_at: i64,
        pub made_by: String,
        pub state: String,
        pub catalogue: String,
        pub settings: String,
        pub digest: String,
        pub journal_head: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod freeze_batch {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "freeze_batch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub as_at: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub edition: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod journal {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "journal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        pub at: i64,
        pub actor: String,
        pub action: String,
        pub detail: String,
        pub previous: String,
        pub digest: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod observation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "observation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub release: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub measure: String,
        pub definition: i64,
        pub source: String,
        pub area: String,
        pub area_vintage: i64,
        pub breakdown: String,
        pub period_start: String,
        pub period_end: String,
        pub age: Option<i64>,
        pub kind: String,
        pub mantissa: Option<i64>,
        pub scale: i64,
        pub markers: String,
        pub place_kind: String,
        pub place_line: Option<i64>,
        pub place_name: String,
        pub place_rule: String,
        pub place_rows: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod office {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "office")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod publication {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "publication")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        pub freeze: String,
        pub paper: String,
        pub told: String,
        pub issued_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod release {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "release")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file: String,
        pub batch: String,
        pub name: String,
        pub source: String,
        pub vintage: String,
        pub vintage_basis: String,
        pub format: String,
        pub bytes: i64,
        pub rows_read: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod seal {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "seal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub digest: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
