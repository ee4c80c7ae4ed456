use actions::trigger::{Input, WorkflowDispatch};

fn main() {
    let _ = WorkflowDispatch::default().declare("rehearse", Input::boolean("Deploy nothing").default("false"));
}
