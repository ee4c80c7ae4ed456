//! Events that know activity types, and events that know nothing.

/// Declares the activity types of an event with GitHub's words.
macro_rules! types {
    ($(#[$doc:meta])* $name:ident { $($kind:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!("`", $word, "`")] $kind,)* }

        impl $name {
            /// GitHub's word.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }
        }
    };
}

/// Declares [`Activity`]: each event with its activity types.
macro_rules! activities {
    ($($name:ident($types:ident) = $word:literal { $($kind:ident = $kind_word:literal),* $(,)? })*) => {
        $(types! {
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

types! {
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

types! {
    /// What happened in `workflow_run`.
    WorkflowRunType {
        Completed = "completed",
        Requested = "requested",
        InProgress = "in_progress",
    }
}

/// An event without types or filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A branch or tag was created.
    Create,
    /// A branch or tag was deleted.
    Delete,
    /// A deployment was created.
    Deployment,
    /// A deployment's status changed.
    DeploymentStatus,
    /// The repository was forked.
    Fork,
    /// The wiki changed.
    Gollum,
    /// GitHub Pages was built.
    PageBuild,
    /// The repository became public.
    Public,
    /// A commit's status changed.
    Status,
}

impl Event {
    /// The event's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Deployment => "deployment",
            Self::DeploymentStatus => "deployment_status",
            Self::Fork => "fork",
            Self::Gollum => "gollum",
            Self::PageBuild => "page_build",
            Self::Public => "public",
            Self::Status => "status",
        }
    }
}
