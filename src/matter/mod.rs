//! (placeholder until the branch lands)
pub use crate::copy::Field;
