# The sheet with projects: the list, the history of the open project, the trash.

projects-title = Projects
projects-close = Close (Esc)
projects-tab-mine = My projects
projects-tab-history = History
projects-tab-trash = Trash
projects-saving = Saving first…
projects-cancel = Cancel
projects-done = Done
projects-back = Back

## When

projects-today = today { $hour }:{ $minute }
projects-yesterday = yesterday { $hour }:{ $minute }
projects-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[other] Dec
}
projects-date = { $day } { projects-month }
projects-date-year = { $day } { projects-month } { $year }

## The list

projects-new = New project
projects-bring-in = Import a file
projects-open-link = Open a link
projects-search = Find a project by name
projects-none = You have no projects yet. Make your first one!
projects-not-found = No project has that name.
projects-open-now = open now, changed { $when }
projects-more = More: { $name }
projects-open = Open
projects-rename = Rename
projects-copy = Make a copy
projects-take-out = Save as a file
projects-share = Share
projects-delete = Delete
projects-deleted = “{ $name }” is in the trash.
projects-take-back = Restore it
projects-name = Name of the project
projects-new-name = New name
projects-make = Make the project

## Sharing

projects-link = Paste the link or code you were given
projects-no-link = There is no shared program in this.
    .advice = Copy the whole link from start to end and paste it here.
projects-shared-name = Shared program
projects-share-link = Link to the project “{ $name }”
projects-share-link-hint = Everyone who opens the link gets a copy of the program. The link does not change when you go on with yours.
projects-copy-link = Copy the link
projects-share-code = The code of the project “{ $name }”
projects-share-code-hint = Send the code to a friend or your teacher. They choose Projects and Open a link in their DigiLab, and paste the code there.
projects-copy-code = Copy the code
projects-share-long = It is long ({ $count } characters), and some message programs may cut it. Sending a file is safer.
projects-share-too-long = The program is too long to be shared this way. Save it as a file and send the file.
projects-copied = Copied. Now paste it into a message.

## History

projects-history-none = Open a project first.
projects-history-hint = Older versions of “{ $name }”. Choose one to see what is in it.
projects-history-empty = There are no older versions yet. They come when you run your program and write.
projects-version = { $lines ->
    [one] { $kind }, { $lines } line
   *[other] { $kind }, { $lines } lines
}
projects-version-difference = What changes
projects-version-whole = The whole program
projects-version-signs = + comes back, - goes away, if you bring this version back.
projects-version-same = The program is the same as now.
projects-version-too-long = The programs are too long to compare. Look at the whole program.
projects-version-empty = This version is empty.
projects-version-settings = The boards or their parts were different too.
projects-restore = Restore this version

## Trash

projects-trash-hint = Deleted projects stay here for { $days } days.
projects-trash-empty = The trash is empty.
projects-put-back = Put back
projects-put-back-name = Put back { $name }
projects-deleted-when = deleted { $when }
