//! Documents as DOCX (WordprocessingML, ISO/IEC 29500), the same bytes every time.
//!
//! Each element of a document has its rule (`table.rs`, `chart.rs`), found by name. What the paper
//! says goes where a template has `{{content}}`: our own template, in `house`, is filled in the same
//! way as one of the office's. Styles are found in the template by their names; those it lacks are
//! added from ours, in the template's own fonts and colours.

mod anchors;
mod block;
mod chart;
mod contents;
mod drawing;
mod field;
mod front;
mod key_figures;
mod layout;
mod list;
mod markup;
mod note;
mod numbering;
mod paragraph;
mod placeholder;
mod plan;
mod properties;
mod section;
mod styles;
mod table;
mod template;
mod text;
mod verdicts;
mod writing;

use document::Document;

use crate::office::{Element, OfficeError, OfficeOptions};
use numbering::Numbers;
use styles::Names;
use template::Template;
use writing::Writing;

/// Writes a document as DOCX, into the office's own template or ours.
///
/// # Errors
///
/// The template cannot be read or is no text document; a picture or workbook could not be made.
pub fn emit(document: &Document, options: &OfficeOptions<'_>) -> Result<Vec<u8>, OfficeError> {
    let mut template = template::open(options)?;
    let numbers = numbering::adopt(&mut template)?;
    let names = styles::adopt(&mut template, &numbers)?;
    template.furnish(&names);
    let content = content(document, &mut template, names, &numbers, options)?;
    template.fill(document, content);
    properties::write(&mut template.package, document, options)?;
    template.package.tidy();
    template.package.write()
}

/// What the paper says, as blocks of the template's text.
fn content(
    document: &Document,
    template: &mut Template,
    names: Names,
    numbers: &Numbers,
    options: &OfficeOptions<'_>,
) -> Result<Vec<Element>, OfficeError> {
    let mut writing = Writing::new(document, template, names, numbers, options);
    let mut out = front::missing(&writing);
    out.extend(contents::write(&writing));
    out.extend(section::write_all(&mut writing)?);
    Ok(out)
}
