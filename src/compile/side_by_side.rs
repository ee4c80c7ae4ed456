//! Work on both hands: repositories are compiled beside each other, and come out in their order.

use std::num::NonZero;
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many results may wait for whoever takes them: enough to keep everybody busy, too few to fill the memory.
const WAITING: usize = 8;

/// How many things one worker makes before it pays to have another: below that, threads cost more than they bring.
const FEW: usize = 16;

/// Makes `count` things beside each other and gives them to `take` in their order. The first error ends it.
///
/// # Errors
/// What `take` says.
pub fn in_order<T: Send, E>(
    count: usize,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(count / FEW);
    if workers < 2 {
        return (0..count).try_for_each(|index| take(make(index)));
    }
    let make = &make;
    thread::scope(|scope| {
        // Each worker has its turn: the nth thing is made by the (n modulo workers)th, so that no order has to be restored.
        let results: Vec<_> = (0..workers)
            .map(|worker| {
                let (sender, receiver) = sync_channel(WAITING);
                scope.spawn(move || {
                    // Nobody listens any more when `take` has said no.
                    (worker..count).step_by(workers).map(make).try_for_each(|made| sender.send(made))
                });
                receiver
            })
            .collect();
        // A worker that ends before its turn has panicked, which the scope passes on.
        (0..count).map_while(|index| results[index % workers].recv().ok()).try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn things_come_in_their_order_whoever_made_them() {
        let mut taken = Vec::new();
        let all: Result<(), ()> = in_order(
            1000,
            |index| index * 2,
            |made| {
                taken.push(made);
                Ok(())
            },
        );
        assert_eq!(all, Ok(()));
        assert_eq!(taken, (0..1000).map(|index| index * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_no_ends_the_work() {
        let made = AtomicUsize::new(0);
        let stopped = in_order(
            1_000_000,
            |index| {
                made.fetch_add(1, Ordering::Relaxed);
                index
            },
            |index| if index == 10 { Err(index) } else { Ok(()) },
        );
        assert_eq!(stopped, Err(10));
        assert!(made.load(Ordering::Relaxed) < 100_000);
    }
}
