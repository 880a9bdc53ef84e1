# The lesson panel, and what is looked at again after a check.

lessons-title = Lessons
lessons-search = Search for a lesson
lessons-opening = Opening the lesson …
lessons-looking = Looking for lessons …
lessons-none = There are no lessons here yet.
lessons-none-found = No lesson matches that.
lessons-opened = Opened here
lessons-school = From your school
lessons-built-in = Included with DigiLab
lessons-pick = Open a lesson pack…
lessons-drop = Or drop a .digilab file on the window.
lessons-forget = Remove “{ $title }” from this list
lessons-progress = { $passed } of { $all } steps done
lessons-minutes = { $minutes } min
lessons-grade = year { $grade }
lessons-grades = years { $first }–{ $last }

lessons-back = Back to all lessons
lessons-built-in-pack = Included with DigiLab
lessons-unsigned = Unsigned: nobody has confirmed where this pack comes from
lessons-signed = Signed by { $name } (key { $fingerprint })
lessons-step = Step { $number }: { $title }
lessons-step-passed = Step { $number }: { $title }, done
lessons-copy = Copy the code
lessons-hint = Hint { $number }
lessons-show-hint = Show a hint ({ $number } of { $all })
lessons-last-good = Below is the lesson as it was before.

lessons-check = Check
lessons-checking = Checking …
lessons-start-over = Start over
    .tip = Brings back the program this step begins with. You can undo it with Ctrl+Z.
lessons-previous = Previous
lessons-next = Next
lessons-back-to-program = Back to my program for this step

lessons-passed = It works!
lessons-complete = You have done every step of this lesson. Well done!
lessons-failed = Not yet. Look at what happened:
lessons-stale = You have changed the program since.
lessons-no-scenario = The lesson has no check for this board. Tell your teacher.
lessons-show-happened = Show what happened
lessons-at = at { $time }

lessons-replay = What happened: { $name }
lessons-replay-close = Close what happened
lessons-replay-play = Play
lessons-replay-pause = Pause
lessons-replay-back = To the previous change
lessons-replay-forward = To the next change
lessons-replay-time = Time
lessons-replay-input = { $time }: { $what }.
lessons-replay-no-input = The check has not done anything to the board yet.
lessons-replay-cut = The run was long: only the part around the mistake is shown.
