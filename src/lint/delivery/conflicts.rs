//! Conflicts between deployments on one server.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Each later claim to something that is already claimed, with the first claim to it.
pub(super) fn conflicts<K: Ord, W: Clone>(claims: impl IntoIterator<Item = (K, W)>) -> Vec<(W, W)> {
    let mut claimed = BTreeMap::new();
    let mut conflicts = Vec::new();
    for (resource, claim) in claims {
        match claimed.entry(resource) {
            Entry::Vacant(free) => {
                free.insert(claim);
            }
            Entry::Occupied(first) => conflicts.push((W::clone(first.get()), claim)),
        }
    }
    conflicts
}
