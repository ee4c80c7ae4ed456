//! What two want of one server.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Who wants what somebody else has already: the first who wanted it, and each who does so after him.
pub(super) fn taken<K: Ord, W: Clone>(wants: impl IntoIterator<Item = (K, W)>) -> Vec<(W, W)> {
    let mut first = BTreeMap::new();
    let mut late = Vec::new();
    for (what, who) in wants {
        match first.entry(what) {
            Entry::Vacant(free) => {
                free.insert(who);
            }
            Entry::Occupied(taken) => late.push((W::clone(taken.get()), who)),
        }
    }
    late
}
