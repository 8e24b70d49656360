//! A finished document into bytes: HTML, tagged PDF, slides, texts, workbooks, tidy data, and charts
//! as SVG.
//!
//! Each element of a document has one rule per format, found by name: `html/table.rs`,
//! `pdf/table.rs`. Charts have one drawing, `svg`, that both use; Office files have native charts,
//! `office`.
//!
//! This crate never decides what is true: it neither computes a figure nor rounds one.

pub mod csv;
pub mod docx;
pub mod html;
pub mod json;
pub mod office;
pub mod pdf;
pub mod pptx;
pub mod svg;
pub mod tidy;
pub mod xlsx;
