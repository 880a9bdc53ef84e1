# Projects: what can go wrong when something is saved, one message for each `ProjectErrorCode`, and what versions are called.

project-disk-full = The disk is full, so “{ $name }” is not saved yet.
    .advice = Your program is still here in this window. Delete something you do not need from the computer, or ask for help; DigiLab keeps trying to save.

project-read-only = “{ $name }” cannot be changed: its folder or file can only be read.
    .advice = Save the project somewhere else, or ask your teacher for help.

project-no-permission = The computer does not let DigiLab use the file “{ $name }”.
    .advice = Check that the file is not open in another program, or ask your teacher for help.

project-file-gone = The file “{ $name }” cannot be found.
    .advice = It may have been deleted, moved or given a new name. Look in the trash too.

project-version-gone = This version of “{ $name }” is not there any more.
    .advice = Open the list of versions again and choose another one.

project-not-text = The file “{ $name }” is not text.
    .advice = Choose a file with a program in it. Pictures, documents and other files cannot be opened here.

project-too-large = “{ $name }” is too large: a project can have at most { $max } KiB.
    .advice = Make the program shorter. Loops and functions save many lines.

project-name-unusable = The name “{ $name }” cannot be used.
    .advice = Write a name with at least one letter or number.

project-name-taken = You already have a project called “{ $name }”.
    .advice = Think of another name.

project-changed-elsewhere = “{ $name }” was changed somewhere else too.
    .advice = Nothing is lost: your version is now the project “{ $copy }”, and the other one is as it was.

project-damaged-link = The link is damaged, so the program in it cannot be read.
    .advice = Copy the whole link from start to end, or ask for it again.

project-settings-damaged = The settings could not be read, so the usual ones are used.
    .advice = Choose your language and look again. The old settings are still there: { $file }

project-not-kept = The browser does not let DigiLab keep anything, so projects last only as long as this page is open.
    .advice = Download your program as a file before you close the page. Saving works when the page is opened in an ordinary window, not a private one, and cookies are allowed.

project-pack-not-fetched = The lesson at { $address } could not be loaded ({ $reason }).
    .advice = Check the address and the network. A file on another site must be on https, and that site must let other pages read it (CORS).

project-pack-reader-failed = The lesson could not be read here.
    .advice = Load the page again and try once more. Your programs are safe.

project-texts-not-loaded = The texts in that language could not be loaded.
    .advice = Check the network, and choose the language again.

project-store-failed = Something went wrong with the file “{ $name }” ({ $reason }).
    .advice = Try again. If that does not help, copy your program to a safe place and ask your teacher for help.

# The name of a new project.
project-untitled = New project

# How a version came to be.
project-version-run = Run
project-version-typing = Saved while typing
project-version-restored = Brought back from an older one
project-version-opened = Opened
