-- What the migrations produce on SQLite. Written by a test.

CREATE UNIQUE INDEX "publication_once" ON "publication" ("freeze", "paper");

CREATE INDEX "release_batch" ON "release" ("batch");

CREATE TABLE "artefact" ( "freeze" text NOT NULL, "name" text NOT NULL, "paper" text NOT NULL, "file" text NOT NULL, "figures" text NOT NULL, "made_at" integer NOT NULL, PRIMARY KEY ("freeze", "name") );

CREATE TABLE "batch" ( "id" text NOT NULL, "sequence" integer NOT NULL UNIQUE, "imported_at" integer NOT NULL, "actor" text NOT NULL, PRIMARY KEY ("id") );

CREATE TABLE "freeze" ( "as_at" text NOT NULL, "edition" integer NOT NULL, "known_by" integer NOT NULL, "made_at" integer NOT NULL, "made_by" text NOT NULL, "state" text NOT NULL, "catalogue" text NOT NULL, "settings" text NOT NULL, "digest" text NOT NULL, "journal_head" text NOT NULL, PRIMARY KEY ("as_at", "edition") );

CREATE TABLE "freeze_batch" ( "as_at" text NOT NULL, "edition" integer NOT NULL, "batch" text NOT NULL, PRIMARY KEY ("as_at", "edition", "batch"), FOREIGN KEY ("batch") REFERENCES "batch" ("id"), FOREIGN KEY ("as_at", "edition") REFERENCES "freeze" ("as_at", "edition") );

CREATE TABLE "journal" ( "sequence" integer NOT NULL, "at" integer NOT NULL, "actor" text NOT NULL, "action" text NOT NULL, "detail" text NOT NULL, "previous" text NOT NULL, "digest" text NOT NULL, PRIMARY KEY ("sequence") );

CREATE TABLE "observation" ( "release" text NOT NULL, "number" integer NOT NULL, "measure" text NOT NULL, "definition" integer NOT NULL, "source" text NOT NULL, "area" text NOT NULL, "area_vintage" integer NOT NULL, "breakdown" text NOT NULL, "period_start" text NOT NULL, "period_end" text NOT NULL, "age" integer, "kind" text NOT NULL, "mantissa" integer, "scale" integer NOT NULL, "markers" text NOT NULL, "place_kind" text NOT NULL, "place_line" integer, "place_name" text NOT NULL, "place_rule" text NOT NULL, "place_rows" blob, PRIMARY KEY ("release", "number"), FOREIGN KEY ("release") REFERENCES "release" ("file") );

CREATE TABLE "office" ( "name" text NOT NULL, "value" text NOT NULL, PRIMARY KEY ("name") );

CREATE TABLE "publication" ( "sequence" integer NOT NULL, "freeze" text NOT NULL, "paper" text NOT NULL, "told" text NOT NULL, "issued_at" integer NOT NULL, PRIMARY KEY ("sequence") );

CREATE TABLE "release" ( "file" text NOT NULL, "batch" text NOT NULL, "name" text NOT NULL, "source" text NOT NULL, "vintage" text NOT NULL, "vintage_basis" text NOT NULL, "format" text NOT NULL, "bytes" integer NOT NULL, "rows_read" integer NOT NULL, PRIMARY KEY ("file"), FOREIGN KEY ("batch") REFERENCES "batch" ("id") );

CREATE TABLE "seal" ( "subject" text NOT NULL, "digest" text NOT NULL, PRIMARY KEY ("subject") );

CREATE TABLE "seaql_migrations" ( "version" varchar NOT NULL PRIMARY KEY, "applied_at" integer NOT NULL );

CREATE TRIGGER batch_no_delete BEFORE DELETE ON "batch" BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END;

CREATE TRIGGER batch_no_update BEFORE UPDATE ON "batch" BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END;

CREATE TRIGGER freeze_batch_no_delete BEFORE DELETE ON "freeze_batch" BEGIN SELECT RAISE(ABORT, 'freeze_batch is append-only'); END;

CREATE TRIGGER freeze_batch_no_update BEFORE UPDATE ON "freeze_batch" BEGIN SELECT RAISE(ABORT, 'freeze_batch is append-only'); END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON "journal" BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON "journal" BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

CREATE TRIGGER observation_no_delete BEFORE DELETE ON "observation" BEGIN SELECT RAISE(ABORT, 'observation is append-only'); END;

CREATE TRIGGER observation_no_update BEFORE UPDATE ON "observation" BEGIN SELECT RAISE(ABORT, 'observation is append-only'); END;

CREATE TRIGGER publication_no_delete BEFORE DELETE ON "publication" BEGIN SELECT RAISE(ABORT, 'publication is append-only'); END;

CREATE TRIGGER publication_no_update BEFORE UPDATE ON "publication" BEGIN SELECT RAISE(ABORT, 'publication is append-only'); END;

CREATE TRIGGER release_no_delete BEFORE DELETE ON "release" BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;

CREATE TRIGGER release_no_update BEFORE UPDATE ON "release" BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
