//! Documents as one self-contained web page.
