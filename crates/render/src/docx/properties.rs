//! Core properties: what the file says of itself.

use document::Document;
use domain::instant::Instant;

use crate::office::package::{CORE, CORE_TYPE, Part, Target};
use crate::office::{Element, OfficeError, OfficeOptions, Package};

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
];

/// Writes the core properties in place of the template's.
pub(super) fn write(
    package: &mut Package,
    document: &Document,
    options: &OfficeOptions<'_>,
) -> Result<(), OfficeError> {
    let created = written(options.created)?;
    let mut out = Element::new("cp:coreProperties");
    NAMESPACES.iter().for_each(|(name, value)| out.set(name, value));
    let date =
        |name: &str| Element::new(name).with("xsi:type", "dcterms:W3CDTF").saying(created.clone());
    let said = |name: &str, words: &str| Element::new(name).saying(words);
    out = out
        .containing(said("dc:title", &document.title))
        .containing(said("dc:subject", &document.subtitle))
        .containing(said("dc:creator", &document.body))
        .containing(said("dc:description", &document.description))
        .containing(said("dc:language", "en-GB"))
        .containing(said("cp:category", &document.marking))
        .containing(said("cp:lastModifiedBy", &document.body))
        .containing(date("dcterms:created"))
        .containing(date("dcterms:modified"));
    let known = package.relationships.iter().find_map(|one| match &one.target {
        Target::Part(name) if one.kind == CORE => Some(name.clone()),
        Target::Part(_) | Target::Outside(_) => None,
    });
    let name = known.unwrap_or_else(|| "docProps/core.xml".to_owned());
    package.add(&name, Part::new(CORE_TYPE, out.to_part()));
    package.relate(CORE, &name);
    Ok(())
}

/// A moment as the format writes it, to the second.
fn written(created: Instant) -> Result<String, OfficeError> {
    let wrong = || OfficeError::Created { created };
    let moment = jiff::Timestamp::from_microsecond(created.0).map_err(|_| wrong())?;
    let moment = moment.to_zoned(jiff::tz::TimeZone::UTC);
    if !(1900..=9999).contains(&moment.year()) {
        return Err(wrong());
    }
    Ok(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
