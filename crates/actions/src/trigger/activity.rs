//! Events that know activity types, and events that know nothing.

use crate::words::words;

/// Declares [`Activity`]: each event with its activity types.
macro_rules! activities {
    ($($name:ident($types:ident) = $word:literal { $($kind:ident = $kind_word:literal),* $(,)? })*) => {
        $(words! {
            #[doc = concat!("What happened in `", $word, "`.")]
            $types { $($kind = $kind_word),* }
        })*

        /// An event with the activity types that count; GitHub's default types when there are none.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Activity { $(#[doc = concat!("`", $word, "`")] $name(Vec<$types>),)* }

        impl Activity {
            /// The event's name.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => $word,)* }
            }

            /// The words of the types that count.
            pub fn types(&self) -> Vec<&'static str> {
                match self { $(Self::$name(types) => types.iter().map(|kind| kind.word()).collect(),)* }
            }
        }
    };
}

activities! {
    BranchProtectionRule(BranchProtectionRuleType) = "branch_protection_rule" {
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
    }
    CheckRun(CheckRunType) = "check_run" {
        Created = "created",
        Rerequested = "rerequested",
        Completed = "completed",
        RequestedAction = "requested_action",
    }
    CheckSuite(CheckSuiteType) = "check_suite" {
        Completed = "completed",
    }
    Discussion(DiscussionType) = "discussion" {
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
        Transferred = "transferred",
        Pinned = "pinned",
        Unpinned = "unpinned",
        Labeled = "labeled",
        Unlabeled = "unlabeled",
        Locked = "locked",
        Unlocked = "unlocked",
        CategoryChanged = "category_changed",
        Answered = "answered",
        Unanswered = "unanswered",
    }
    DiscussionComment(DiscussionCommentType) = "discussion_comment" {
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
    }
    IssueComment(IssueCommentType) = "issue_comment" {
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
    }
    Issues(IssuesType) = "issues" {
        Opened = "opened",
        Edited = "edited",
        Deleted = "deleted",
        Transferred = "transferred",
        Pinned = "pinned",
        Unpinned = "unpinned",
        Closed = "closed",
        Reopened = "reopened",
        Assigned = "assigned",
        Unassigned = "unassigned",
        Labeled = "labeled",
        Unlabeled = "unlabeled",
        Locked = "locked",
        Unlocked = "unlocked",
        Milestoned = "milestoned",
        Demilestoned = "demilestoned",
        Typed = "typed",
        Untyped = "untyped",
    }
    Label(LabelType) = "label" {
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
    }
    MergeGroup(MergeGroupType) = "merge_group" {
        ChecksRequested = "checks_requested",
    }
    Milestone(MilestoneType) = "milestone" {
        Created = "created",
        Closed = "closed",
        Opened = "opened",
        Edited = "edited",
        Deleted = "deleted",
    }
    PullRequestReview(PullRequestReviewType) = "pull_request_review" {
        Submitted = "submitted",
        Edited = "edited",
        Dismissed = "dismissed",
    }
    PullRequestReviewComment(PullRequestReviewCommentType) = "pull_request_review_comment" {
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
    }
    RegistryPackage(RegistryPackageType) = "registry_package" {
        Published = "published",
        Updated = "updated",
    }
    Release(ReleaseType) = "release" {
        Published = "published",
        Unpublished = "unpublished",
        Created = "created",
        Edited = "edited",
        Deleted = "deleted",
        Prereleased = "prereleased",
        Released = "released",
    }
    Watch(WatchType) = "watch" {
        Started = "started",
    }
}

words! {
    /// What happened in `pull_request`.
    PullRequestType {
        Assigned = "assigned",
        Unassigned = "unassigned",
        Labeled = "labeled",
        Unlabeled = "unlabeled",
        Opened = "opened",
        Edited = "edited",
        Closed = "closed",
        Reopened = "reopened",
        Synchronize = "synchronize",
        ConvertedToDraft = "converted_to_draft",
        Locked = "locked",
        Unlocked = "unlocked",
        Enqueued = "enqueued",
        Dequeued = "dequeued",
        Milestoned = "milestoned",
        Demilestoned = "demilestoned",
        ReadyForReview = "ready_for_review",
        ReviewRequested = "review_requested",
        ReviewRequestRemoved = "review_request_removed",
        AutoMergeEnabled = "auto_merge_enabled",
        AutoMergeDisabled = "auto_merge_disabled",
    }
}

words! {
    /// What happened in `workflow_run`.
    WorkflowRunType {
        Completed = "completed",
        Requested = "requested",
        InProgress = "in_progress",
    }
}

words! {
    /// An event without types or filters.
    Event {
        /// A branch or tag was created.
        Create = "create",
        /// A branch or tag was deleted.
        Delete = "delete",
        /// A deployment was created.
        Deployment = "deployment",
        /// A deployment's status changed.
        DeploymentStatus = "deployment_status",
        /// The repository was forked.
        Fork = "fork",
        /// The wiki changed.
        Gollum = "gollum",
        /// GitHub Pages was built.
        PageBuild = "page_build",
        /// The repository became public.
        Public = "public",
        /// A commit's status changed.
        Status = "status",
    }
}
