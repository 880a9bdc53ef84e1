//! The requests to a port, executed one after another.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// A queue of work in which each item waits for those before it. All clones are the same queue.
#[derive(Clone, Default)]
pub struct Line(Rc<State>);

#[derive(Default)]
struct State {
    waiting: RefCell<VecDeque<Work>>,
    is_busy: Cell<bool>,
}

impl Line {
    /// Runs `work` once all work before it is done.
    pub fn then(&self, work: impl Future<Output = ()> + 'static) {
        self.0.waiting.borrow_mut().push_back(Box::pin(work));
        if self.0.is_busy.replace(true) {
            return;
        }
        let state = self.0.clone();
        wasm_bindgen_futures::spawn_local(async move {
            loop {
                let next = state.waiting.borrow_mut().pop_front();
                let Some(work) = next else { break };
                work.await;
            }
            state.is_busy.set(false);
        });
    }
}
