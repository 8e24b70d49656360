//! Writes a sample pack to look at: `cargo run -p render --example sample_pdf -- OUT.pdf`.

#[path = "../tests/pdf_sample/mod.rs"]
mod pdf_sample;

fn main() {
    let path = std::env::args().nth(1).unwrap_or_else(|| "sample.pdf".into());
    let created = "2026-11-02T09:30:00Z".parse().expect("a moment");
    let options = render::pdf::PdfOptions { created };
    let document = pdf_sample::pack();
    let started = std::time::Instant::now();
    let bytes = match render::pdf::emit(&document, &options) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    println!("first {:?}, {} bytes", started.elapsed(), bytes.len());
    let again = std::time::Instant::now();
    let same = render::pdf::emit(&document, &options).is_ok_and(|second| second == bytes);
    println!("again {:?}, same bytes: {same}", again.elapsed());
    std::fs::write(&path, bytes).expect("the path can be written");
}
