//! Numbers as digits: dates are most of what pages count, and the standard formatter takes ten times as long.

/// Appends a number.
pub fn push_number(number: u32, out: &mut String) {
    if number >= 10 {
        push_number(number / 10, out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends a number below 100 with two digits.
pub fn push_two(number: u32, out: &mut String) {
    if number < 10 {
        out.push('0');
    }
    push_number(number, out);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{push_number, push_two};

    proptest! {
        #[test]
        fn digits_are_as_the_formatter_writes_them(number: u32, small in 0u32..100) {
            let mut out = String::new();
            push_number(number, &mut out);
            prop_assert_eq!(&out, &number.to_string());
            out.clear();
            push_two(small, &mut out);
            prop_assert_eq!(out, format!("{small:02}"));
        }
    }
}
