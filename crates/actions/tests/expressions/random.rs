//! Chance that repeats itself: the same seed, the same expressions.

use serde_json::{Value, json};

/// A generator of numbers (splitmix64).
pub struct Random(u64);

/// Text that GitHub treats in some way of its own.
const TEXTS: [&str; 34] = [
    "", " ", "a", "A", "ab", "Straße", "STRASSE", "ı", "I", "i", "é", "É", "main", "Main", "it's", "''", "'a'b'",
    "true", "false", "null", "0", "1", " 1 ", "0x10", "0o7", "0b1", "1e3", "-1.5", ".5", "Infinity", "nan", "${{ x }}",
    "{0}", "😀",
];
const NUMBERS: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    2.0,
    -1.0,
    0.5,
    1.5,
    0.1,
    1e21,
    1e-7,
    123_456_789.125,
    1e15,
    -2.75,
    1e300,
    0.000_015_258_789_062_5,
    31.0,
];

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        let index = self.below(items.len() as u64);
        items[usize::try_from(index).unwrap_or_default()]
    }

    pub fn text(&mut self) -> String {
        match self.below(3) {
            0 => {
                (0..self.below(6)).map(|_| self.one_of(&['a', 'B', '\'', ' ', '\n', '{', '}', '0', 'é', '&'])).collect()
            }
            _ => self.one_of(&TEXTS).to_owned(),
        }
    }

    pub fn number(&mut self) -> f64 {
        if self.below(2) == 0 {
            self.one_of(&NUMBERS)
        } else {
            f64::from(u32::try_from(self.below(1000)).unwrap_or(0)) / 8.0
        }
    }

    /// JSON of any kind. Names are no numbers: JavaScript would put those first, and GitHub's runner does not.
    pub fn json(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 5 } else { 9 }) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => json!(self.number()),
            3 | 4 => json!(self.text()),
            5 | 6 => (0..self.below(4)).map(|_| self.json(depth - 1)).collect(),
            _ => {
                let names =
                    (0..self.below(4)).map(|_| self.one_of(&["name", "Name", "id", "has space", "a-b", "true"]));
                let names: Vec<&str> = names.collect();
                Value::Object(names.into_iter().map(|name| (name.to_owned(), self.json(depth - 1))).collect())
            }
        }
    }
}
