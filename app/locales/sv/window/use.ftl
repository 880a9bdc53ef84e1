# The sheet about the lab's use: workshop, numbers, what this device holds.

use-title = Workshop och användning
use-tab-workshop = Workshop
use-tab-report = Vad labbet har använts till
use-tab-data = Mina uppgifter

## Workshop

use-join = Jag kommer till en workshop
use-join-code = Koden som din lärare visar (sex tecken)
use-join-now = Gå med
use-join-file = Öppna en inbjudan…
use-join-other = Gå med i en annan workshop
use-joined = Du är med i workshoppen. Stäng det här och börja!
use-wrong-code = Det här är inte koden till en workshop: kanske är ett tecken fel. Jämför med det som din lärare visar.
use-open = Jag är lärare och öppnar en workshop
use-open-why = I loggen stannar koden och hur många som kom. Rubriken finns bara i inbjudan.
use-open-title = Rubrik, om du vill
use-open-expected = Hur många väntar du dig?
use-open-lessons = Välj lektioner
use-open-lessons-done = Lektionerna är valda
use-open-now = Öppna workshoppen
use-open-again = Fortsätt med { $code } som dess lärare
use-open-how = Eleverna öppnar inställningarna uppe till höger, väljer ”Workshop” och skriver den här koden. Det fungerar också utan nät.
use-wrong-expected = Skriv hur många du väntar dig, från 1 till 999.
use-no-invitation = Den här filen är ingen inbjudan till en workshop.
    .advice = Be din lärare om koden med sex tecken och skriv den under ”Workshop” i inställningarna.
use-invitation-file = Spara en inbjudan
use-invitation-link = Kopiera en länk
use-invitation-copied = Länken är kopierad. Klistra in den där dina elever hittar den.
use-lessons = Lektioner
use-close = Till slut
use-close-headcount = Hur många deltog? Räkna eleverna, inte lärarna
use-close-now = Avsluta workshoppen
use-wrong-headcount = Räkna dem som är här och skriv antalet, från 1 till 999.

## The numbers

use-span-school-year = Det här läsåret
use-span-last-school-year = Förra läsåret
use-span-year = I år
use-span-last-year = I fjol
use-counting = Räknar…
use-days = { $from } – { $to }, på den här enheten
use-head-period = Period
use-head-before = Året innan
use-head-target = Mål
use-target = { $target } ({ $percent } %)
use-row-visits = Besök
use-row-sessions = Sessioner
use-row-device-hours = Enhetstimmar
use-row-person-hours = Persontimmar
use-row-workshops = Workshoppar
use-row-participants = Deltagare i workshoppar
use-row-ai-pilots = AI-piloter
use-rules = En session räknas från en minuts aktiv användning; pauser på fem minuter räknas bort. En workshop har minst tre deltagare och tjugo minuter. Andra enheters tal förs ihop med ”digilab usage merge”.
use-pilot = AI-pilot
use-pilot-why = En skola som prövar att undervisa om AI anmäler sig här en gång per läsår. Den räknas efter workshoppar på två dagar med en lektion om AI och tio deltaganden.
use-pilot-now = Anmäl en AI-pilot
use-pilot-done = Piloten är anmäld som { $code }.

## My data

use-held = På den här enheten finns { $count } händelser, den äldsta från { $oldest }.
use-held-none = På den här enheten finns ingenting.
use-kept = Händelser raderas efter { $days } dagar, de som finns i stadens lager efter { $sent }. I dem finns inga namn, inga program och inget som någon har skrivit.
use-pseudonym = Din pseudonym det här läsåret. Med den hittar och raderar staden det den har från den här enheten:
use-export = Spara allt i en fil
use-delete = Radera allt…
use-delete-sure = Alla händelser på den här enheten försvinner och går inte att få tillbaka. Det som redan har skickats finns kvar hos staden.
use-delete-now = Radera allt
use-choices = Vad som skrivs upp
use-school = Skola: { $school }
use-fixed = Den som sköter enheten har bestämt det här.
use-on = Räkna vad labbet används till
use-pseudonymous = Skilj upprepade besök åt under ett läsår
use-pseudonymous-why = Utan det här är varje öppning av labbet en främlings. Med det får det här kontot på den här enheten en pseudonym. Den räknas ut med en hemlig nyckel som aldrig skickas någonstans och som kastas i augusti: då syns det att samma konto har kommit två gånger, men inte vems det är.
use-persons = Personer som brukar dela på den här enheten:
use-sending = Skickat till stadens lager
use-sending-counts = Där finns { $sent } händelser, { $waiting } väntar.
use-sending-unreachable = Lagret går inte att nå just nu. Labbet försöker igen av sig självt.
use-sending-refused = Lagret tog inte emot dem (HTTP { $status }). Labbet försöker igen av sig självt; om det fortsätter, berätta för den som sköter labbet.
use-set-aside = Lagret vill inte ha de här. De är sparade här:
use-newest = De nyaste händelserna
use-event-session-started = Labbet öppnades
use-event-session-checkpoint = En minut gick
use-event-session-ended = Labbet stängdes
use-event-session-abandoned = Labbet hade stängts utan att säga till
use-event-script-run = Ett program kördes
use-event-board-connected = Ett kort svarade
use-event-board-failed = Ett kort svarade inte
use-event-pack-opened = En lektion öppnades
use-event-step-attempted = Ett steg kontrollerades
use-event-step-failed = Steget är inte godkänt än
use-event-step-passed = Steget godkändes
use-event-pack-completed = En lektion blev klar
use-event-workshop-opened = En workshop öppnades
use-event-workshop-joined = Någon gick med i en workshop
use-event-workshop-closed = En workshop avslutades
use-event-ai-pilot-registered = En AI-pilot anmäldes
