//! A drawing as a picture: SVG to PNG with the shipped faces alone, the same on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::OfficeError;

/// Larger pictures are not drawn.
const MOST_PIXELS: f32 = 20_000.0;

/// The faces of the house; none of the machine's.
static FACES: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    let files: [&[u8]; 4] = [
        include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
        include_bytes!("../../assets/fonts/SourceSans3-Semibold.ttf"),
        include_bytes!("../../assets/fonts/SourceSans3-Bold.ttf"),
        include_bytes!("../../assets/fonts/SourceSans3-It.ttf"),
    ];
    files.iter().for_each(|file| faces.load_font_data(file.to_vec()));
    faces.set_sans_serif_family("Source Sans 3");
    Arc::new(faces)
});

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes, PNG.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Draws an SVG, `scale` pixels for each of its units. `what` is for the error alone.
///
/// # Errors
/// It is no SVG, or would be too large.
pub fn picture(what: &str, svg: &str, scale: f32) -> Result<Picture, OfficeError> {
    let wrong = |why: String| OfficeError::Picture { what: what.to_owned(), why };
    let options = Options {
        fontdb: FACES.clone(),
        font_family: "Source Sans 3".into(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| wrong(error.to_string()))?;
    let size = tree.size();
    let (width, height) = (size.width() * scale, size.height() * scale);
    let room = 1.0..=MOST_PIXELS;
    if !room.contains(&width) || !room.contains(&height) {
        return Err(wrong(format!("{width} by {height} pixels cannot be drawn")));
    }
    let mut pixels = Pixmap::new(whole(width), whole(height))
        .ok_or_else(|| wrong("there is no room for it".into()))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    let png = pixels.encode_png().map_err(|error| wrong(error.to_string()))?;
    Ok(Picture { png, width, height })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and the most pixels"
)]
fn whole(pixels: f32) -> u32 {
    pixels.ceil() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"20\" \
                         font-family=\"Source Sans 3\"><text y=\"15\">Words</text></svg>";

    #[test]
    fn words_are_drawn_and_a_picture_is_the_same_twice() {
        let drawn = picture("words", WORDS, 2.0).expect("a drawing");
        assert_eq!((drawn.width, drawn.height), (200, 40));
        assert_eq!(drawn, picture("words", WORDS, 2.0).expect("a drawing"));
        let bare = picture("nothing", &WORDS.replace("Words", ""), 2.0).expect("a drawing");
        assert!(drawn.png.len() > bare.png.len() + 200, "the words are not in it");
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        assert!(picture("nonsense", "not a drawing", 2.0).is_err());
        assert!(picture("too large", WORDS, 1e6).is_err());
    }
}
