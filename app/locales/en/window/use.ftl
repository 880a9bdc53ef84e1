# The sheet about the lab's use: workshop, numbers, what this device holds.

use-title = Workshop and use
use-tab-workshop = Workshop
use-tab-report = What the lab was used for
use-tab-data = My data

## Workshop

use-join = I am coming to a workshop
use-join-code = The code that your teacher shows (six characters)
use-join-now = Join
use-join-file = Open an invitation…
use-join-other = Join another workshop
use-joined = You have joined the workshop. Close this and begin!
use-wrong-code = This is not a workshop’s code: perhaps one character is wrong. Compare it with what your teacher shows.
use-open = I am a teacher and open a workshop
use-open-why = The log keeps its code and how many came. The title goes only into the invitation.
use-open-title = Title, if you like
use-open-expected = How many do you expect?
use-open-lessons = Choose lessons
use-open-lessons-done = Lessons are chosen
use-open-now = Open the workshop
use-open-again = Go on with { $code } as its teacher
use-open-how = Pupils open the settings at the top right, choose “Workshop” and type this code. It works without a network, too.
use-wrong-expected = Write how many you expect, from 1 to 999.
use-no-invitation = This file is not an invitation to a workshop.
    .advice = Ask your teacher for the six-character code and type it under “Workshop” in the settings.
use-invitation-file = Save an invitation
use-invitation-link = Copy a link
use-invitation-copied = The link is copied. Paste it where your pupils find it.
use-lessons = Lessons
use-close = At the end
use-close-headcount = How many took part? Count them, without teachers
use-close-now = Close the workshop
use-wrong-headcount = Count who is there and write the number, from 1 to 999.

## The numbers

use-span-school-year = This school year
use-span-last-school-year = Last school year
use-span-year = This year
use-span-last-year = Last year
use-counting = Counting…
use-days = { $from } to { $to }, on this device
use-head-period = Period
use-head-before = Year before
use-head-target = Target
use-target = { $target } ({ $percent } %)
use-row-visits = Visits
use-row-sessions = Sessions
use-row-device-hours = Device-hours
use-row-person-hours = Person-hours
use-row-workshops = Workshops
use-row-participants = Participants of workshops
use-row-ai-pilots = AI pilots
use-rules = A session counts after one minute of active use, pauses of five minutes are left out, and a workshop has at least three participants and lasts at least twenty minutes. “digilab usage merge” adds the numbers of other devices.
use-pilot = AI pilot
use-pilot-why = A school that tries teaching about AI registers here once in a school year. It counts after workshops on two days with an AI lesson and ten participations.
use-pilot-now = Register an AI pilot
use-pilot-done = The pilot is registered as { $code }.

## My data

use-held = This device holds { $count } events, the oldest of { $oldest }.
use-held-none = This device holds nothing.
use-kept = Events are deleted after { $days } days, or after { $sent } days if the city’s store has them. There are no names in them, no programs, and nothing that anybody wrote.
use-pseudonym = Your pseudonym in this school year. With it the city can find and erase what it has from this device:
use-export = Save all of it as a file
use-delete = Delete all of it…
use-delete-sure = All events on this device will be gone, and cannot be brought back. What was sent before stays with the city.
use-delete-now = Delete all of it
use-choices = What is recorded
use-school = School: { $school }
use-fixed = The person who looks after this device has decided this.
use-on = Count what the lab is used for
use-pseudonymous = Recognise repeated visits within a school year
use-pseudonymous-why = Without this, every visit looks like a stranger’s. With it, this account on this device gets a pseudonym, made with a secret key that is never sent and is deleted in August: the log then shows that the same account came twice, but not whose it is.
use-persons = People who usually share this device:
use-sending = Sent to the city’s store
use-sending-counts = { $sent } events sent, { $waiting } waiting.
use-sending-unreachable = The store cannot be reached now. DigiLab will try again by itself.
use-sending-refused = The store did not accept them (HTTP { $status }). DigiLab will try again by itself; if this goes on, tell whoever looks after the lab.
use-set-aside = The store refused these. They are kept here:
use-newest = The newest events
use-event-session-started = The lab was opened
use-event-session-checkpoint = A minute went by
use-event-session-ended = The lab was closed
use-event-session-abandoned = The lab ended without being closed
use-event-script-run = A program was run
use-event-board-connected = A board answered
use-event-board-failed = A board did not answer
use-event-pack-opened = A lesson was opened
use-event-step-attempted = A step was checked
use-event-step-failed = The step was not passed yet
use-event-step-passed = The step was passed
use-event-pack-completed = A lesson was completed
use-event-workshop-opened = A workshop was opened
use-event-workshop-joined = A workshop was joined
use-event-workshop-closed = A workshop was closed
use-event-ai-pilot-registered = An AI pilot was registered
