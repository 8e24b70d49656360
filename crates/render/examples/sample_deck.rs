//! Writes a sample pack to look at as slides:
//! `cargo run -p render --example sample_deck -- OUT.pptx [TEMPLATE]`.

#[path = "../tests/pdf_sample/mod.rs"]
mod pdf_sample;

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "sample.pptx".into());
    let template = std::env::args().nth(2).map(std::fs::read).transpose()?;
    let created = "2026-11-02T09:30:00Z".parse()?;
    let options = render::office::OfficeOptions { created, template: template.as_deref() };
    let started = std::time::Instant::now();
    let bytes = render::pptx::emit(&pdf_sample::pack(), &options)?;
    println!("{:?}, {} bytes", started.elapsed(), bytes.len());
    std::fs::write(&path, bytes)?;
    Ok(())
}
