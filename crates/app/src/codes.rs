//! The kinds of problem this crate finds.

use domain::diagnostic::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $why:literal, $help:literal;)+) => {
        $($(#[$doc])* pub static $name: Code = Code { id: $id, why: $why, help: $help };)+

        /// Every code of this crate.
        pub static ALL: &[&Code] = &[$(&$name,)+];
    };
}

codes! {
    /// A file that was imported before.
    ALREADY_IMPORTED = "app::already-imported",
        "the same bytes would count twice",
        "nothing to do; the figures are in the ledger already";
    /// A number in a text that is none of the figures it is about.
    OTHER_NUMBER = "app::other-number",
        "a reader would find two numbers for one thing",
        "take the number from the paper, or say in the text where it comes from";
    /// The language of targets in a text.
    TARGET_LANGUAGE = "app::target-language",
        "the indicators monitored are not targets, unless the plan sets one",
        "say what happened and what is expected, without a target";
    /// A movement called better or worse in a text where that is not clear.
    UNCLEAR_MOVEMENT = "app::unclear-movement",
        "a verdict in words that the data do not support would be quoted",
        "give the size of the change, which may always be quoted, and leave the judgement to the verdict";
    /// A clear change that the force has not explained.
    CHANGE_NOT_EXPLAINED = "app::change-not-explained",
        "a reader who sees that something changed asks why, and the office would be asked first",
        "have the force explain it: scrutineer narrative write; or answer for it: --because";
    /// A field of the front matter that nobody has filled in.
    FRONT_MATTER_OPEN = "app::front-matter-open",
        "a committee paper went out without its date before; what is blank is not \"none\"",
        "fill it in, in the office's catalogue, and freeze again; say None where there is none";
    /// A text that nobody has approved.
    TEXT_NOT_APPROVED = "app::text-not-approved",
        "only approved texts are printed, so that this one would be missed",
        "approve it and freeze again: scrutineer narrative approve; or answer for it: --because";
    /// Two values for one figure in one import.
    CONFLICTING_VALUES = "app::conflicting-values",
        "which of the two is current could not be decided",
        "import the files apart, each with its own publication date";
    /// A file that no reader knows, passed over as asked.
    FILE_SKIPPED = "app::file-skipped",
        "what it holds is in no figure",
        "see what it is; `scrutineer catalogue propose FILE` proposes a mapping for a table";
    /// A file larger than is read.
    FILE_TOO_LARGE = "app::file-too-large",
        "reading it could exhaust the machine",
        "split the file, or check that it is what it should be";
    /// A level far from the series' own history.
    IMPLAUSIBLE_LEVEL = "app::implausible-level",
        "an incomplete file would look like a fall in crime, and a doubled one like a rise",
        "ask the publisher whether the file is complete, and answer before the next freeze: scrutineer answer";
    /// A revision far larger than the source's others.
    IMPLAUSIBLE_REVISION = "app::implausible-revision",
        "a slip in a new file would rewrite figures that have been published and relied on",
        "ask the publisher which of the two holds, and answer before the next freeze: scrutineer answer";
    /// Months of a monthly source that were never imported.
    MONTHS_NOT_HELD = "app::months-not-held",
        "a total that needs one of them is missing, and no verdict can rest on it",
        "import the files of those months and freeze again, or table the paper with the gap shown";
    /// A file without a publication date.
    NO_PUBLICATION_DATE = "app::no-publication-date",
        "the publication date decides which version of a figure is current",
        "say when it was published: --published 2023-01 (or --published unknown)";
    /// A path that leads nowhere.
    NO_SUCH_FILE = "app::no-such-file",
        "leaving it out in silence would look like a complete import",
        "check the path; it is read from the folder the command runs in";
    /// Nothing among the paths that could be data.
    NOTHING_TO_IMPORT = "app::nothing-to-import",
        "an import of nothing would look like a success",
        "name a file, a folder of files or an archive ZIP";
    /// A file the system would not let us read.
    UNREADABLE_FILE = "app::unreadable-file",
        "nothing could be read",
        "check that the file exists and may be read";
    /// A manifest line that cannot be understood.
    UNREADABLE_MANIFEST = "app::unreadable-manifest",
        "publication dates would be guessed",
        "write the columns files,published,precision,basis";
    /// A publication date that cannot be.
    PUBLISHED_WHEN = "app::published-when",
        "the publication date decides which version of a figure is current",
        "give the date on which the publisher put out this version of the file";
    /// Two files of one publication date that give different values.
    SAME_DATE = "app::same-date",
        "two files cannot both be the version of that day",
        "give each file the day it was put out; the archive of police.uk is named by its month";
    /// A file of another source than named.
    WRONG_SOURCE = "app::wrong-source",
        "figures would stand under the wrong source",
        "leave --source out, or name the source the file is of";
}
