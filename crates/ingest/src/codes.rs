//! Every kind of problem this crate tells, by id.
//!
//! Each has a page of the same name among the documents on errors.

use domain::diagnostic::Code;

/// A ZIP archive, or a workbook as one, that cannot be unpacked.
pub static ARCHIVE_DAMAGED: Code = Code {
    id: "ingest::archive-damaged",
    why: "A damaged archive may have lost files without showing it",
    help: "Download the archive again",
};

/// A file in an archive that no reader is for.
pub static ARCHIVE_MEMBER_SKIPPED: Code = Code {
    id: "ingest::archive-member-skipped",
    why: "Only street, outcomes and stop and search files of police.uk are read from an archive",
    help: "Nothing needs doing; import other files by themselves if they are wanted",
};

/// More entries, more bytes or a stronger compression than an honest archive has.
pub static ARCHIVE_TOO_LARGE: Code = Code {
    id: "ingest::archive-too-large",
    why: "An archive can be made to fill any memory when it is unpacked",
    help: "Download fewer months or only the force that is wanted, or unpack the archive and import its files",
};

/// An archive in which there is nothing to read.
pub static ARCHIVE_WITHOUT_FILES: Code = Code {
    id: "ingest::archive-without-files",
    why: "Importing it would change nothing, without saying so",
    help: "Check that it is an archive of police.uk with street, outcomes or stop and search files",
};

/// An area's code and its name mean different areas.
pub static AREA_CODE_DISAGREES: Code = Code {
    id: "ingest::area-code-disagrees",
    why: "A shifted column gives every area its neighbour's figures",
    help: "Compare the codes and names with the publisher's table and correct the file",
};

/// A police force area without a row in a table that has all of them.
pub static AREA_MISSING: Code = Code {
    id: "ingest::area-missing",
    why: "A police area that is left out looks like one that recorded nothing",
    help: "Check against the publisher's table whether the row was lost",
};

/// A category that begins or ends inside the table.
pub static CATEGORY_CHANGED: Code = Code {
    id: "ingest::category-changed",
    why: "A category that began or ended in the middle of a period counts only a part of it",
    help: "Nothing needs doing; compare figures on one side of the change only",
};

/// An area the catalogue does not know.
pub static AREA_UNKNOWN: Code = Code {
    id: "ingest::area-unknown",
    why: "A row without a known area belongs to no figure",
    help: "Correct the spelling, add it to the catalogue, or pass such rows over in the mapping",
};

/// A cell without a value where the table has one for every area.
pub static CELL_BLANK: Code = Code {
    id: "ingest::cell-blank",
    why: "A blank says neither zero nor missing",
    help: "Ask the publisher, or write the symbol that is meant; it is held as not available",
};

/// A cell or field that is neither a number nor a symbol we know.
pub static CELL_NOT_A_NUMBER: Code = Code {
    id: "ingest::cell-not-a-number",
    why: "A symbol that is read wrongly becomes a figure nobody published",
    help: "Correct the cell, or tell us the symbol if the table's notes explain it",
};

/// A published percentage change that does not follow from the levels.
pub static CHANGE_DIFFERS: Code = Code {
    id: "ingest::change-differs",
    why: "A change that does not follow from its levels was made from others, or a cell was changed",
    help: "Look at the cells named and the table's notes before using either",
};

/// A column no reader asks for.
pub static COLUMN_NOT_READ: Code = Code {
    id: "ingest::column-not-read",
    why: "The publisher may have added something worth having",
    help: "Nothing needs doing; tell us if the column matters",
};

/// A header that is nearly one we know.
pub static COLUMNS_DIFFER: Code = Code {
    id: "ingest::columns-differ",
    why: "A column that is missing, renamed or added changes what the rows count",
    help: "Use the file as published, with all columns and under their published names",
};

/// A file that does not say what it counts, and whose figures are not known either.
pub static CONTENT_NOT_STATED: Code = Code {
    id: "ingest::content-not-stated",
    why: "A table that does not say what it counts can be read as another that looks like it",
    help: "If it is a newer release, compare it with the publisher's page and name three of its figures under `[[known-by]]` in a mapping of the office; if it is another table, write its own mapping, beginning with `scrutineer catalogue propose FILE`",
};

/// A crime, not anti-social behaviour, without an identifier.
pub static CRIME_ID_BLANK: Code = Code {
    id: "ingest::crime-id-blank",
    why: "Crimes are followed from one release to the next by their identifier",
    help: "Nothing need be done if the publisher left it out; the rows are counted",
};

/// A crime identifier that is not 64 hexadecimal digits.
pub static CRIME_ID_MALFORMED: Code = Code {
    id: "ingest::crime-id-malformed",
    why: "Crimes are followed from one release to the next by their identifier",
    help: "Check that the file was not opened and saved by a spreadsheet program",
};

/// Two rows of one file with the same crime identifier.
pub static CRIME_ID_REPEATED: Code = Code {
    id: "ingest::crime-id-repeated",
    why: "The same crime may be counted twice",
    help: "Compare the two lines; both are counted, as published",
};

/// A crime type police.uk does not have.
pub static CRIME_TYPE_UNKNOWN: Code = Code {
    id: "ingest::crime-type-unknown",
    why: "A row of an unknown type would be left out of every count",
    help: "Check the spelling; police.uk has fourteen crime types",
};

/// An LSOA code and an LSOA name that mean different districts.
pub static DISTRICT_DISAGREES: Code = Code {
    id: "ingest::district-disagrees",
    why: "Counts by district depend on which of the two is believed",
    help: "Nothing needs doing; the code is believed",
};

/// A place that is in no district of the catalogue.
pub static DISTRICT_UNKNOWN: Code = Code {
    id: "ingest::district-unknown",
    why: "The row counts for the force but for none of its districts",
    help: "Check the codes; new output areas need a newer lookup in the catalogue",
};

/// A file without a byte of content.
pub static EMPTY_FILE: Code = Code {
    id: "ingest::empty-file",
    why: "An empty file is usually a download that failed",
    help: "Download the file again",
};

/// A figure that stands in two tables of one workbook with two values.
pub static FIGURE_DIFFERS: Code = Code {
    id: "ingest::figure-differs",
    why: "Two values for one figure cannot both be right",
    help: "Look at both cells and the tables' notes; the first is held",
};

/// Two rows that give the same figure.
pub static FIGURE_REPEATED: Code = Code {
    id: "ingest::figure-repeated",
    why: "Two values for one figure cannot both be right",
    help: "Remove the row that is wrong",
};

/// A file whose name and rows disagree.
pub static FILE_NAME_DIFFERS: Code = Code {
    id: "ingest::file-name-differs",
    why: "A renamed file is easily taken for another month or force",
    help: "Check that this is the file that was meant, then give it the name of what it holds",
};

/// Two files given for comparison that are not of the same force and month.
pub static FILES_NOT_COMPARABLE: Code = Code {
    id: "ingest::files-not-comparable",
    why: "Only two releases of the same force and month show what changed",
    help: "Choose two street files of one force and one month",
};

/// A file that does not say which force it is of.
pub static FORCE_NOT_STATED: Code = Code {
    id: "ingest::force-not-stated",
    why: "A count that belongs to no force belongs to no figure",
    help: "Give the file the name it was published under, such as 2022-01-leicestershire-stop-and-search.csv",
};

/// A force the catalogue does not know.
pub static FORCE_UNKNOWN: Code = Code {
    id: "ingest::force-unknown",
    why: "A row without a known force belongs to no figure",
    help: "Check the spelling, or add the spelling to the catalogue",
};

/// A file that no reader recognises.
pub static FORMAT_UNKNOWN: Code = Code {
    id: "ingest::format-unknown",
    why: "Content that no reader knows cannot be checked",
    help: "Import a file as its publisher offers it (`scrutineer catalogue list formats`), or have a mapping proposed: `scrutineer catalogue propose FILE`",
};

/// Recorded crime of 2012/13, which includes fraud.
pub static FRAUD_INCLUDED: Code = Code {
    id: "ingest::fraud-included",
    why: "A year with fraud is not comparable with the years after it",
    help: "Nothing needs doing; the year is held as a measure of its own",
};

/// Fraud among the offences of a force.
pub static FRAUD_LEFT_OUT: Code = Code {
    id: "ingest::fraud-left-out",
    why: "Fraud has been recorded nationally since 2013, so a total with it is not comparable with later ones",
    help: "Nothing needs doing; totals are without fraud",
};

/// A formula that no program has calculated.
pub static FORMULA_NOT_CALCULATED: Code = Code {
    id: "ingest::formula-not-calculated",
    why: "The figure is not in the file, and a cell without one would be read as blank",
    help: "Open the workbook in a spreadsheet program, let it calculate, and save it",
};

/// Compressed data that cannot be read.
pub static GZIP_DAMAGED: Code = Code {
    id: "ingest::gzip-damaged",
    why: "Damaged data may have lost rows without showing it",
    help: "Download the file again",
};

/// Compressed data that ends early.
pub static GZIP_TRUNCATED: Code = Code {
    id: "ingest::gzip-truncated",
    why: "The rows after the break are missing, and counts would be too low",
    help: "Download the file again and compare its size with the publisher's",
};

/// Headcounts with a part of a person.
pub static HEADCOUNT_NOT_WHOLE: Code = Code {
    id: "ingest::headcount-not-whole",
    why: "Somebody mixed headcount with full-time equivalents, or estimated",
    help: "Nothing needs doing; say so where the figure is used",
};

/// A row of figures that two forces share.
pub static JOINT_FIGURE: Code = Code {
    id: "ingest::joint-figure",
    why: "Such a figure belongs to neither force alone, so it is only in the total",
    help: "Nothing needs doing; look at the row if one of the forces is asked about",
};

/// A label or column no measure stands for.
pub static LABEL_WITHOUT_MEASURE: Code = Code {
    id: "ingest::label-without-measure",
    why: "Its figures are left out of everything",
    help: "Declare a measure with this label in the catalogue if the figures are wanted, and import the file again",
};

/// Text that ends without a line break.
pub static LAST_LINE_UNFINISHED: Code = Code {
    id: "ingest::last-line-unfinished",
    why: "The file may have been cut off in its last line",
    help: "Look at the last line; download the file again if it looks cut",
};

/// Two mappings that fit a file alike.
pub static MAPPING_AMBIGUOUS: Code = Code {
    id: "ingest::mapping-ambiguous",
    why: "A file read by the wrong mapping gives wrong figures under right names",
    help: "Name one more column in the mapping that is meant, or take the other away",
};

/// A file read by a declared mapping.
pub static MAPPING_USED: Code = Code {
    id: "ingest::mapping-used",
    why: "What the columns mean was declared in the catalogue, not known to the program",
    help: "Nothing needs doing; look at the mapping if a figure surprises",
};

/// A published figure the catalogue has no measure for.
pub static MEASURE_NOT_CATALOGUED: Code = Code {
    id: "ingest::measure-not-catalogued",
    why: "A figure without a measure has no definition",
    help: "Declare the measure, or the label it goes by, in the catalogue",
};

/// A month that cannot be read.
pub static MONTH_MALFORMED: Code = Code {
    id: "ingest::month-malformed",
    why: "A row without a month belongs to no figure",
    help: "Write the month as 2022-01",
};

/// A header and nothing below it.
pub static NO_ROWS: Code = Code {
    id: "ingest::no-rows",
    why: "A file without rows would read as a month without crime",
    help: "Download the file again; a month nobody published is a gap, not zero",
};

/// A table that is known and holds no figures.
pub static NOT_FIGURES: Code = Code {
    id: "ingest::not-figures",
    why: "A figure is an amount with a place, a period and a measure; a word made into a number would be compared and tested as if it were one",
    help: "Keep the file with the office's papers and say what it shows in words; nothing of it is imported",
};

/// Text in another encoding.
pub static NOT_UTF_8: Code = Code {
    id: "ingest::not-utf-8",
    why: "Text in another encoding is read as other letters, and names stop matching",
    help: "Use the file as published, or save it as CSV UTF-8",
};

/// Rows of a mapped table that are words about it.
pub static NOTE_ROWS_PASSED: Code = Code {
    id: "ingest::note-rows-passed",
    why: "A row without a value, a known area or a period belongs to no figure; most are notes of the publisher",
    help: "Nothing needs doing if they are notes; a row of the table that was lost is put right in the file",
};

/// Numbers whose comma or point could mean two things.
pub static NUMBER_AMBIGUOUS: Code = Code {
    id: "ingest::number-ambiguous",
    why: "A comma between thousands that is read as a decimal comma makes a figure a thousand times too small",
    help: "Say in the mapping what the comma means, or write numbers with a decimal point and no separators",
};

/// A count that cannot be read.
pub static NUMBER_MALFORMED: Code = Code {
    id: "ingest::number-malformed",
    why: "A number that is read wrongly becomes a figure nobody published",
    help: "Write a whole number, with or without commas between thousands",
};

/// Rows of British Transport Police, Action Fraud and the like.
pub static OTHER_BODY_SKIPPED: Code = Code {
    id: "ingest::other-body-skipped",
    why: "Bodies without a territory have no police area to hold their figures",
    help: "Nothing needs doing",
};

/// Rows of more than one force in a file of one force.
pub static OTHER_FORCE_ROWS: Code = Code {
    id: "ingest::other-force-rows",
    why: "A few rows of a second force make a count for it that is far too low",
    help: "Check whether files were joined; import each force's own file",
};

/// Rows of another month.
pub static OTHER_MONTH_ROWS: Code = Code {
    id: "ingest::other-month-rows",
    why: "A published file is of one month; a few rows of another would stand as that month's \
          whole figure",
    help: "Take the rows out or ask the publisher for the file again",
};

/// An outcome the catalogue does not list.
pub static OUTCOME_UNKNOWN: Code = Code {
    id: "ingest::outcome-unknown",
    why: "An outcome the catalogue does not know has no place in the fixed order",
    help: "Add the outcome to the catalogue, or check the row if the file may be cut off",
};

/// Dates whose day and month could be exchanged.
pub static PERIOD_AMBIGUOUS: Code = Code {
    id: "ingest::period-ambiguous",
    why: "Every figure would move to another month without anybody noticing",
    help: "Write dates as 2018-03-31, or say their form in the mapping",
};

/// A period that does not end as its kind does.
pub static PERIOD_IRREGULAR: Code = Code {
    id: "ingest::period-irregular",
    why: "A date that is a day off belongs to the period it nearly ends",
    help: "Nothing needs doing; the period named is taken",
};

/// A community safety partnership the catalogue does not know.
pub static PARTNERSHIP_UNKNOWN: Code = Code {
    id: "ingest::partnership-unknown",
    why: "A partnership whose code is not declared has no name in any paper",
    help: "Add it to areas/partnerships.csv, or correct its code",
};

/// A date or period that cannot be read.
pub static PERIOD_MALFORMED: Code = Code {
    id: "ingest::period-malformed",
    why: "A figure without its period cannot be placed",
    help: "Write every date in one form, such as 2018-03-31",
};

/// A footnote of the publisher at an area's name.
pub static PUBLISHER_NOTE: Code = Code {
    id: "ingest::publisher-note",
    why: "The publisher says something about this area that a reader of the figure should know",
    help: "Nothing needs doing; quote the note where the figure is used",
};

/// A published rate that does not follow from count and population.
pub static RATE_DIFFERS: Code = Code {
    id: "ingest::rate-differs",
    why: "A rate that does not follow from its number and population was made from others",
    help: "Look at both cells and the table's notes before using either",
};

/// A row longer than any published.
pub static ROW_TOO_LONG: Code = Code {
    id: "ingest::row-too-long",
    why: "A missing quotation mark makes one row of all that follow",
    help: "Look at the line for a quotation mark too many or too few",
};

/// Rows that other areas have and this one lacks.
pub static ROWS_INCOMPLETE: Code = Code {
    id: "ingest::rows-incomplete",
    why: "A total without some of its rows is too low without showing it",
    help: "Check whether rows were lost; the totals they belong to are left out",
};

/// Proportions held as percentages.
pub static SCALE_CHANGED: Code = Code {
    id: "ingest::scale-changed",
    why: "A share printed as 0.67 and one printed as 67 are the same figure",
    help: "Nothing needs doing; the digits are those published",
};

/// A sheet or header the workbook should have.
pub static SHEET_MISSING: Code = Code {
    id: "ingest::sheet-missing",
    why: "Without it the figures cannot be read or not be checked",
    help: "Use the workbook as published, with all its sheets",
};

/// A sheet that has not the columns of the others.
pub static SHEET_NOT_MAPPED: Code = Code {
    id: "ingest::sheet-not-mapped",
    why: "A month on a sheet with changed headers would be missing without showing it",
    help: "Add the new spelling of the header to the mapping, if the sheet is wanted",
};

/// A sheet, or a table on it, that no reader knows.
pub static SHEET_NOT_READ: Code = Code {
    id: "ingest::sheet-not-read",
    why: "The publisher may have added something worth having, and it is in no figure",
    help: "Nothing needs doing if the table is not wanted; tell us if it is",
};

/// Marks of statistical significance beside a survey's percentages.
pub static SIGNIFICANCE_MARKED: Code = Code {
    id: "ingest::significance-marked",
    why: "The publisher tested these differences; one without a mark may be chance",
    help: "Nothing needs doing; quote the mark where the percentage is compared",
};

/// Published parts that do not sum to their published total.
pub static SUM_DIFFERS: Code = Code {
    id: "ingest::sum-differs",
    why: "Parts that do not make their total show that a cell was changed or a column read wrongly",
    help: "Look at both cells and the table's notes before using either",
};

/// A total the publisher left out, made of its parts.
pub static SUM_TAKEN: Code = Code {
    id: "ingest::sum-taken",
    why: "A total nobody printed rests on all its parts being there",
    help: "Nothing needs doing; the lines summed are kept with the figure",
};

/// A symbol found in place of a number.
pub static SYMBOL_READ: Code = Code {
    id: "ingest::symbol-read",
    why: "A symbol in place of a number says in which way the figure is missing",
    help: "Nothing needs doing",
};

/// More rows, cells or bytes than any published file has.
pub static TOO_LARGE: Code = Code {
    id: "ingest::too-large",
    why: "A file can be made to fill any memory when it is read",
    help: "Import the publisher's own files, one force and month each",
};

/// A file that the system stops giving while it is read.
pub static UNREADABLE: Code = Code {
    id: "ingest::unreadable",
    why: "What cannot be read may hold figures",
    help: "Check the disk or the network the file comes from, and copy the file again",
};

/// A table whose unit cannot be read.
pub static UNIT_UNCLEAR: Code = Code {
    id: "ingest::unit-unclear",
    why: "The same number means another thing in another unit",
    help: "Use the workbook as published, with the words above its tables",
};

/// Two publication dates for one file.
pub static VINTAGE_DIFFERS: Code = Code {
    id: "ingest::vintage-differs",
    why: "The publication date decides which version of a figure is current",
    help: "Nothing needs doing if the file is right; else correct the file's own date",
};

/// A row with more or fewer fields than the header.
pub static WRONG_FIELD_COUNT: Code = Code {
    id: "ingest::wrong-field-count",
    why: "A field too many or too few shifts every value after it",
    help: "Look at the line for a lost or added comma; download the file again if it is cut off",
};

/// A table whose period cannot be read.
pub static YEAR_ENDING_UNCLEAR: Code = Code {
    id: "ingest::year-ending-unclear",
    why: "A figure without its period cannot be placed",
    help: "Use the workbook as published, with its title row",
};

/// A financial year that cannot be read.
pub static YEAR_MALFORMED: Code = Code {
    id: "ingest::year-malformed",
    why: "A row without a year belongs to no figure",
    help: "Write the financial year as 2017/18",
};

/// All of them, by id.
pub static ALL: &[&Code] = &[
    &ARCHIVE_DAMAGED,
    &ARCHIVE_MEMBER_SKIPPED,
    &ARCHIVE_TOO_LARGE,
    &ARCHIVE_WITHOUT_FILES,
    &AREA_CODE_DISAGREES,
    &AREA_MISSING,
    &AREA_UNKNOWN,
    &CATEGORY_CHANGED,
    &CELL_BLANK,
    &CELL_NOT_A_NUMBER,
    &CHANGE_DIFFERS,
    &COLUMN_NOT_READ,
    &COLUMNS_DIFFER,
    &CONTENT_NOT_STATED,
    &CRIME_ID_BLANK,
    &CRIME_ID_MALFORMED,
    &CRIME_ID_REPEATED,
    &CRIME_TYPE_UNKNOWN,
    &DISTRICT_DISAGREES,
    &DISTRICT_UNKNOWN,
    &EMPTY_FILE,
    &FIGURE_DIFFERS,
    &FIGURE_REPEATED,
    &FILE_NAME_DIFFERS,
    &FILES_NOT_COMPARABLE,
    &FORCE_NOT_STATED,
    &FORCE_UNKNOWN,
    &FORMAT_UNKNOWN,
    &FORMULA_NOT_CALCULATED,
    &FRAUD_INCLUDED,
    &FRAUD_LEFT_OUT,
    &GZIP_DAMAGED,
    &GZIP_TRUNCATED,
    &HEADCOUNT_NOT_WHOLE,
    &JOINT_FIGURE,
    &LABEL_WITHOUT_MEASURE,
    &LAST_LINE_UNFINISHED,
    &MAPPING_AMBIGUOUS,
    &MAPPING_USED,
    &MEASURE_NOT_CATALOGUED,
    &MONTH_MALFORMED,
    &NO_ROWS,
    &NOT_FIGURES,
    &NOT_UTF_8,
    &NOTE_ROWS_PASSED,
    &NUMBER_AMBIGUOUS,
    &NUMBER_MALFORMED,
    &OTHER_BODY_SKIPPED,
    &OTHER_FORCE_ROWS,
    &OTHER_MONTH_ROWS,
    &OUTCOME_UNKNOWN,
    &PARTNERSHIP_UNKNOWN,
    &PERIOD_AMBIGUOUS,
    &PERIOD_IRREGULAR,
    &PERIOD_MALFORMED,
    &PUBLISHER_NOTE,
    &RATE_DIFFERS,
    &ROW_TOO_LONG,
    &ROWS_INCOMPLETE,
    &SCALE_CHANGED,
    &SHEET_MISSING,
    &SHEET_NOT_MAPPED,
    &SHEET_NOT_READ,
    &SIGNIFICANCE_MARKED,
    &SUM_DIFFERS,
    &SUM_TAKEN,
    &SYMBOL_READ,
    &TOO_LARGE,
    &UNIT_UNCLEAR,
    &UNREADABLE,
    &VINTAGE_DIFFERS,
    &WRONG_FIELD_COUNT,
    &YEAR_ENDING_UNCLEAR,
    &YEAR_MALFORMED,
];

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_in_order_and_end_without_a_full_stop() {
        assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
        for code in ALL {
            assert!(code.id.starts_with("ingest::"), "{}", code.id);
            assert!(!code.why.ends_with('.') && !code.help.ends_with('.'), "{}", code.id);
        }
    }
}
