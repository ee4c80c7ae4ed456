//! `trace` as a person meets it: the reference's journeys and lifecycles, why things do not start, and bad input.

mod bad_input;
mod diagram;
mod groups;
mod images;
mod journeys;
mod lifecycles;
mod odd_names;
mod playing;
mod why_not;
