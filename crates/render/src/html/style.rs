//! The style sheet of a page, with the font in it.

use std::fmt::Write as _;
use std::sync::LazyLock;

/// What does not depend on the page, put together once.
static FIXED: LazyLock<String> = LazyLock::new(|| {
    let font = base64(include_bytes!("../../assets/fonts/scrutineer-sans.woff2"));
    let face = "@font-face{font-family:\"Scrutineer Sans\";font-weight:400 700;\
                font-style:normal;font-display:swap;src:url(data:font/woff2;base64,";
    let colours = crate::svg::palette::stylesheet();
    let css = squeezed(include_str!("../../assets/pack.css"));
    format!("{face}{font}) format(\"woff2\")}}{colours}{css}")
});

/// The style sheet of one page; title and marking stand in the margins when it is printed.
pub(super) fn sheet(title: &str, marking: &str) -> String {
    let (title, marking) = (css_string(title), css_string(marking));
    let margins =
        format!("@page{{@top-center{{content:{marking}}}@bottom-left{{content:{title}}}}}");
    format!("{}{margins}", *FIXED)
}

/// A CSS string that any text can stand in: everything but letters, digits and spaces is written
/// by its code point.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:06x}", u32::from(c));
        }
    }
    out.push('"');
    out
}

/// Leaves out comments and indentation.
fn squeezed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(out.len()), |mut all, line| {
        if !all.is_empty() && !all.ends_with(['{', '}', ';', ',']) {
            all.push(' ');
        }
        all.push_str(line);
        all
    })
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * n)) as usize & 63];
            out.push(if n <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        let coded = ["", "f", "fo", "foo", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]);
    }

    #[test]
    fn no_text_can_leave_a_css_string() {
        let text = css_string("OFFICIAL\"}</style>");
        assert_eq!(text, "\"OFFICIAL\\000022\\00007d\\00003c\\00002fstyle\\00003e\"");
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(squeezed("/* a */\np {\n  margin: 0;\n}\n"), "p {margin: 0;}");
    }
}
