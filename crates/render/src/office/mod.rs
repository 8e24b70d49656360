//! What all Office files have in common: a package of parts, chart parts, pictures, XML.
//!
//! `pptx`, `docx` and `xlsx` say what stands in their parts. Charts are native and carry their own
//! workbook, so that "Edit data" opens the chart's own figures. A template of the office's own is a
//! file from outside: it is read within limits, and macros in it are never carried over.

pub mod chart;
pub mod package;
pub mod picture;
pub mod xml;

use domain::instant::Instant;

pub use chart::{ChartLook, ChartPart};
pub use package::Package;
pub use xml::Element;

/// What an Office file needs beside its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeOptions<'a> {
    /// The file's creation date: when the freeze was made. A clock is never read, so that the same
    /// edition gives the same bytes.
    pub created: Instant,
    /// The bytes of the office's own template; without one, ours is used.
    pub template: Option<&'a [u8]>,
}

/// Why no Office file could be made.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The creation date is outside the years 1900 to 9999.
    #[error("setting the creation date: {created} cannot be written in an Office file")]
    Created {
        /// The date.
        created: Instant,
    },
    /// The template is protected with a password, or of the formats before 2007.
    #[error(
        "opening the template: it is protected with a password, or in the format of before 2007; \
         save it without a password as .pptx, .potx, .docx, .dotx, .xlsx or .xltx"
    )]
    Protected,
    /// The template is no Office file.
    #[error("opening the template: {why}")]
    NotOffice {
        /// What is wrong with it.
        why: String,
    },
    /// The template is larger than we read.
    #[error("opening the template: {what} is more than {most}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is read.
        most: u64,
    },
    /// The template is an Office file of another kind.
    #[error("opening the template: a {wanted} is needed, this is {found}")]
    WrongKind {
        /// "presentation".
        wanted: &'static str,
        /// What it is, by its content type.
        found: String,
    },
    /// A part cannot be read as XML.
    #[error("reading the part {part}: {why}")]
    Part {
        /// Its name in the package.
        part: String,
        /// What is wrong with it.
        why: String,
    },
    /// A workbook could not be written.
    #[error("writing the workbook of {what}")]
    Workbook {
        /// What it belongs to.
        what: String,
        /// Why not.
        #[source]
        source: rust_xlsxwriter::XlsxError,
    },
    /// A drawing could not be made into a picture.
    #[error("drawing the picture of {what}: {why}")]
    Picture {
        /// What it shows.
        what: String,
        /// Why not.
        why: String,
    },
    /// The package could not be packed.
    #[error("packing the file")]
    Pack {
        /// Why not.
        #[source]
        source: zip::result::ZipError,
    },
}
