//! Documents as tagged PDF (PDF/UA-1).
