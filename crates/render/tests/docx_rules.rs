//! What Word is strict about: the order of elements, names that lead somewhere, one count of
//! paragraphs. Every part that a test makes is held to it, with our template and with others.

use std::collections::BTreeSet;

use document::{Block, Document, words};
use docx_sample::{made, part, parts};
use roxmltree::{Document as Xml, Node};

#[expect(dead_code, reason = "other tests use the rest")]
mod docx_sample;
mod pdf_sample;

const BARE: &[u8] = include_bytes!("fixtures/bare.docx");
const OFFICE: &[u8] = include_bytes!("fixtures/office.docx");

/// The sequences of ECMA-376 part 1, annex A (wml.xsd), for the elements we write.
const ORDER: &[(&str, &str)] = &[
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    ),
    ("numPr", "ilvl numId numberingChange ins"),
    ("pBdr", "top left bottom right between bar"),
    (
        "tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    ),
    ("tblBorders", "top start left bottom end right insideH insideV"),
    ("tcBorders", "top start left bottom end right insideH insideV tl2br tr2bl"),
    ("tblCellMar", "top start left bottom end right"),
    ("tbl", "bookmarkStart bookmarkEnd tblPr tblGrid tr"),
    ("tr", "tblPrEx trPr tc"),
    (
        "tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    ),
    (
        "sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    ),
    (
        "style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("styles", "docDefaults latentStyles style"),
    ("numbering", "numPicBullet abstractNum num numIdMacAtCleanup"),
    ("abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    (
        "lvl",
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    ),
    (
        "settings",
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
    ),
    ("inline", "extent effectExtent docPr cNvGraphicFramePr graphic"),
    ("pic", "nvPicPr blipFill spPr"),
    (
        "font",
        "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    ),
];

fn papers() -> Vec<(&'static str, Vec<u8>)> {
    let document = pdf_sample::pack();
    [("ours", None), ("bare", Some(BARE)), ("office", Some(OFFICE))]
        .map(|(name, template)| (name, made(&document, template)))
        .into()
}

fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

fn value<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().find(|one| one.name() == wanted).map(|one| one.value())
}

fn below<'a, 'i>(node: Node<'a, 'i>, wanted: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |one| name(*one) == wanted)
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let mut seen = BTreeSet::new();
    for (template, bytes) in papers() {
        for (part, bytes) in parts(&bytes) {
            if !part.starts_with("word/")
                || !part.ends_with(".xml")
                || ["charts/", "theme/"].iter().any(|other| part.contains(other))
            {
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            let xml = Xml::parse(&text).unwrap_or_else(|error| panic!("{part}: {error}"));
            for node in xml.descendants() {
                let Some((of, order)) = ORDER.iter().find(|(of, _)| *of == name(node)) else {
                    continue;
                };
                seen.insert(*of);
                let place = |child: Node| {
                    let found = order.split(' ').position(|known| known == name(child));
                    found.unwrap_or_else(|| panic!("{template} {part}: {} in {of}", name(child)))
                };
                let inside = node.children().filter(|child| {
                    // What later versions of Word added stands in other namespaces.
                    child.is_element()
                        && child.tag_name().namespace() == node.tag_name().namespace()
                        || *of == "inline" && child.is_element()
                });
                let places: Vec<usize> = inside.map(place).collect();
                assert!(
                    places.is_sorted(),
                    "{template} {part}: {of} at {:?}",
                    xml.text_pos_at(node.range().start)
                );
            }
        }
    }
    let all: BTreeSet<&str> = ORDER.iter().map(|(of, _)| *of).collect();
    assert_eq!(seen, all, "each sequence is held by something we write");
}

/// SF-239: one count from first to last, made by Word and not typed.
#[test]
fn paragraphs_are_counted_by_one_list_that_never_begins_again() {
    let document = pdf_sample::pack();
    for (template, bytes) in papers() {
        let styles = part(&bytes, "word/styles.xml");
        let styles = Xml::parse(&styles).unwrap();
        let of_style = |id: &str| {
            let style =
                below(styles.root(), "style").find(|one| value(*one, "styleId") == Some(id));
            style
                .and_then(|style| below(style, "numId").next())
                .and_then(|one| value(one, "val").map(str::to_owned))
        };
        let text = part(&bytes, "word/document.xml");
        let xml = Xml::parse(&text).unwrap();
        let mut counted = Vec::new();
        let mut lists = BTreeSet::new();
        for paragraph in below(xml.root(), "p") {
            let Some(style) = below(paragraph, "pStyle").next().and_then(|one| value(one, "val"))
            else {
                continue;
            };
            if style == "NumberedParagraph" {
                let own = below(paragraph, "numId")
                    .next()
                    .and_then(|one| value(one, "val").map(str::to_owned));
                lists.insert(own.or_else(|| of_style(style)).expect("a list"));
                counted.push(below(paragraph, "t").filter_map(|t| t.text()).collect::<String>());
            }
        }
        assert_eq!(lists.len(), 1, "{template}");
        let wanted: Vec<String> =
            document.paragraphs().iter().map(|text| plain(&document, text)).collect();
        assert_eq!(counted, wanted, "{template}");
        let numbering = part(&bytes, "word/numbering.xml");
        let numbering = Xml::parse(&numbering).unwrap();
        let list = lists.first().unwrap();
        let num =
            below(numbering.root(), "num").find(|one| value(*one, "numId") == Some(list)).unwrap();
        assert!(below(num, "lvlOverride").next().is_none());
        let kind = below(num, "abstractNumId").next().and_then(|one| value(one, "val")).unwrap();
        let kind = below(numbering.root(), "abstractNum")
            .find(|one| value(*one, "abstractNumId") == Some(kind))
            .unwrap();
        let level = below(kind, "lvl").next().unwrap();
        let said = |wanted| below(level, wanted).next().and_then(|one| value(one, "val"));
        assert_eq!(
            (said("start"), said("numFmt"), said("lvlText")),
            (Some("1"), Some("decimal"), Some("%1"))
        );
    }
}

fn plain(document: &Document, text: &document::Text) -> String {
    use document::Inline;
    let one = |inline: &Inline| match inline {
        Inline::Words(words) | Inline::Strong(words) | Inline::Code(words) => words.clone(),
        Inline::Figure(figure) => figure.text().replace(' ', "\u{a0}"),
        Inline::Section(id) => {
            let all = document.walk();
            all.iter()
                .find(|(_, one)| &one.id == id)
                .map_or(id.clone(), |(_, one)| one.title.clone())
        }
    };
    text.iter().map(one).collect()
}

#[test]
fn every_name_leads_somewhere() {
    for (template, bytes) in papers() {
        let styles = part(&bytes, "word/styles.xml");
        let styles = Xml::parse(&styles).unwrap();
        let ids: Vec<(&str, &str)> = below(styles.root(), "style")
            .map(|one| (value(one, "type").unwrap(), value(one, "styleId").unwrap()))
            .collect();
        let distinct: BTreeSet<String> = ids.iter().map(|(_, id)| id.to_lowercase()).collect();
        assert_eq!(distinct.len(), ids.len(), "{template}");
        for kind in ["paragraph", "character", "table"] {
            let defaults = below(styles.root(), "style").filter(|one| {
                value(*one, "type") == Some(kind) && value(*one, "default") == Some("1")
            });
            assert!(defaults.count() <= 1, "{template}: {kind}");
        }
        for based in ["basedOn", "next", "link"].iter().flat_map(|kind| below(styles.root(), kind))
        {
            let of = value(based, "val").unwrap();
            assert!(ids.iter().any(|(_, id)| *id == of), "{template}: {of}");
        }
        let text = part(&bytes, "word/document.xml");
        let xml = Xml::parse(&text).unwrap();
        for (mark, kind) in
            [("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")]
        {
            for one in below(xml.root(), mark) {
                let id = value(one, "val").unwrap();
                assert!(ids.contains(&(kind, id)), "{template}: {kind} {id}");
            }
        }
        let ways = part(&bytes, "word/_rels/document.xml.rels");
        let ways = Xml::parse(&ways).unwrap();
        let known: BTreeSet<&str> =
            below(ways.root(), "Relationship").filter_map(|one| value(one, "Id")).collect();
        let used = xml.descendants().flat_map(|node| node.attributes()).filter(|one| {
            one.namespace()
                .is_some_and(|space| space.ends_with("officeDocument/2006/relationships"))
        });
        used.for_each(|one| assert!(known.contains(one.value()), "{template}: {}", one.value()));
        let bookmarks: Vec<&str> =
            below(xml.root(), "bookmarkStart").filter_map(|one| value(one, "name")).collect();
        let distinct: BTreeSet<&str> = bookmarks.iter().copied().collect();
        assert_eq!(distinct.len(), bookmarks.len());
        assert!(bookmarks.iter().all(|name| name.len() <= 40));
        let anchors = below(xml.root(), "hyperlink").filter_map(|one| value(one, "anchor"));
        let told = below(xml.root(), "instrText")
            .filter_map(|one| one.text())
            .filter(|text| text.contains("REF "));
        let referred = told.filter_map(|text| text.split_whitespace().nth(1));
        let mut links = 0;
        for link in anchors.chain(referred) {
            assert!(distinct.contains(link), "{template}: {link}");
            links += 1;
        }
        assert!(links > 10);
        let numbers: Vec<&str> =
            below(xml.root(), "docPr").filter_map(|one| value(one, "id")).collect();
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
        let fields: Vec<&str> =
            below(xml.root(), "fldChar").filter_map(|one| value(one, "fldCharType")).collect();
        let of = |kind| fields.iter().filter(|one| **one == kind).count();
        assert!(of("begin") > 10 && of("begin") == of("end") && of("begin") == of("separate"));
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let document = pdf_sample::pack();
    for template in [None, Some(BARE), Some(OFFICE)] {
        let first = made(&document, template);
        let mut other = document.clone();
        other.title.push('!');
        assert_ne!(made(&other, template), first);
        assert!(made(&document, template) == first);
    }
}

/// Everybody's words are data, and what XML cannot hold is left out.
#[test]
fn markup_in_words_is_printed_as_words() {
    let hostile = "</w:t><w:br/>&amp; {{title}} \u{0}\u{b}\u{ffff}\"'>";
    let mut document = pdf_sample::pack();
    document.title = hostile.into();
    document.sections.truncate(1);
    document.sections[0].title = hostile.into();
    document.sections[0].blocks = vec![Block::Paragraph(words(hostile))];
    for template in [None, Some(OFFICE)] {
        let bytes = made(&document, template);
        let text = part(&bytes, "word/document.xml");
        let xml = Xml::parse(&text).unwrap();
        let said: String = below(xml.root(), "t").filter_map(|t| t.text()).collect();
        let clean = hostile.replace(['\u{0}', '\u{b}', '\u{ffff}'], "");
        assert_eq!(said.matches(&clean).count(), 3, "{said}");
    }
}

#[test]
fn what_is_no_template_is_refused() {
    let document = pdf_sample::pack();
    let created = "2026-11-02T09:30:00Z".parse().unwrap();
    let refused = |bytes: &[u8]| {
        let options = render::office::OfficeOptions { created, template: Some(bytes) };
        render::docx::emit(&document, &options).unwrap_err().to_string()
    };
    assert!(refused(b"not a file").contains("no ZIP file"));
    let mut workbook = parts(BARE);
    let types = String::from_utf8(workbook["[Content_Types].xml"].clone()).unwrap();
    let types = types.replace("wordprocessingml.document.main", "presentationml.presentation.main");
    workbook.insert("[Content_Types].xml".into(), types.into_bytes());
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in &workbook {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, bytes).unwrap();
    }
    let refused = refused(&out.finish().unwrap().into_inner());
    assert!(refused.contains("a text document is needed"), "{refused}");
}
