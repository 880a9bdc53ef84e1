# Misstag i ett program, ett meddelande per `MistakeCode`: vad som är fel, och i `.advice` vad man kan prova.
# En elvaåring läser dem: inga ord från tolken, en tanke åt gången.

mistake-missing-semicolon = Det saknas ett semikolon (;) i slutet av den här satsen.
    .advice = Skriv ; här.

mistake-assign-for-compare = Ett enda = ger en variabel ett värde; det jämför inte.
    .advice = Skriv två för att jämföra: ==

mistake-reversed-operator = Tecknet { $given } är bakvänt.
    .advice = Skriv { $wanted } i stället.

mistake-triple-equals = Det finns inget { $given } i det här språket.
    .advice = Skriv { $wanted } i stället.

mistake-single-quotes = En text behöver dubbla citattecken, inte enkla.
    .advice = Skriv "{ $given }"

mistake-unterminated-text = Den här texten börjar med { $quote } men tar aldrig slut.
    .advice = Skriv { $quote } också i slutet av texten.

mistake-quote-in-text = Texten tar slut vid det andra citattecknet, så ”{ $given }” hamnar utanför.
    .advice = Om citattecknet hör till texten, skriv \" i stället. Annars ta bort det.

mistake-unterminated-comment = Den här kommentaren tar aldrig slut, så resten av programmet körs inte.
    .advice = Skriv */ där kommentaren slutar.

mistake-missing-closer = Parentesen { $opener } på rad { $line } har ingen { $closer } som stänger den.
    .advice = Skriv { $closer } här, eller där den delen av programmet slutar.

mistake-extra-closer = Den här { $given } stänger ingenting.
    .advice = Ta bort den, eller skriv den inledande parentesen där den saknas.

mistake-wrong-closer = Parentesen från rad { $line } stängs med { $given }, men den behöver { $wanted }.
    .advice = Skriv { $wanted } i stället för { $given }.

mistake-block-needs-braces = Det som hör till ”{ $word }” ska stå inom klammerparenteser {"{"} {"}"}.
    .advice = Skriv {"{"} här och {"}"} där den delen slutar.

mistake-colon-for-brace = Efter ”{ $word }” kommer {"{"} här, inte ett kolon.
    .advice = Skriv {"{"} i stället för : och sätt {"}"} efter den sista raden som hör dit.

mistake-word-for-brace = Ordet ”{ $given }” behövs inte: delen börjar med {"{"}.
    .advice = Skriv {"{"} i stället, och {"}"} där delen slutar.

mistake-missing-comma = Det saknas ett kommatecken mellan två värden.
    .advice = Skriv , mellan dem.

mistake-decimal-comma = Ett tal skrivs med punkt, inte med komma: { $given }
    .advice = Skriv { $wanted } – eller, om du menar två tal, sätt ett mellanslag efter kommat.

mistake-tuple-for-list = Flera värden tillsammans är en lista, och en lista har hakparenteser.
    .advice = Skriv { $wanted }

mistake-several-names = ”let” skapar en variabel i taget.
    .advice = Skapa var och en för sig: let { $given } = …; let …

mistake-malformed-number = { $given } är inte ett tal.
    .advice = Skriv tal med siffror och högst en punkt. En enhet som cm eller ms skrivs inte ut.

mistake-leading-point = Ett tal kan inte börja med en punkt.
    .advice = Skriv { $wanted }

mistake-unknown-escape = { $given } betyder ingenting i en text.
    .advice = Skriv \\ där du vill ha ett omvänt snedstreck. \n är en ny rad och \" ett citattecken.

mistake-fancy-quotes = Tecknet { $given } är inte ett citattecken som programmet förstår.
    .advice = Använd det raka: "   (det byts ibland ut när man kopierar från ett dokument).

mistake-letter-in-name = Ett namn kan ha bokstäverna a till z, siffror och _, men inte { $given }.
    .advice = Skriv till exempel { $wanted } i stället för { $name }. I texter inom citattecken går alla bokstäver bra.

mistake-invisible-character = Här finns ett tecken som inte syns ({ $given }).
    .advice = Ta bort det: radera lite före och efter det här stället och skriv om det.

mistake-unknown-character = Programmet förstår inte { $given } här.
    .advice = Ta bort det, eller sätt det inom citattecken om det hör till en text.

mistake-keyword-as-name = Ordet ”{ $name }” betyder redan något, så det kan inte vara ditt eget namn.
    .advice = Välj ett annat namn, till exempel min_{ $name }.

mistake-name-starts-with-digit = Ett namn kan inte börja med en siffra: { $given }
    .advice = Börja med en bokstav; siffror får komma efter den.

mistake-name-missing = Efter ”{ $word }” saknas ett namn.
    .advice = Skriv ett namn här, till exempel { $word } poang

mistake-space-in-name = Ett namn kan inte ha mellanslag i sig: { $given }
    .advice = Skriv { $wanted }

mistake-compare-for-assign = Två == jämför; de ger inget värde.
    .advice = Skriv ett enda = här.

mistake-assign-to-constant = { $name } är en konstant: dess värde kan inte ändras.
    .advice = Om det ska ändras, skapa den med ”let” i stället för ”const”, eller använd ett annat namn.

mistake-assign-to-value = Det som står till vänster om = är ingen variabel, så det kan inte få ett värde.
    .advice = Skriv variabelns namn till vänster och det nya värdet till höger.

mistake-dangling-operator = Det saknas något efter { $operator }.
    .advice = Skriv värdet som ska stå efter, eller ta bort { $operator }.

mistake-operator-before-value = Det saknas något före { $operator }.
    .advice = Skriv värdet som ska stå före, eller ta bort { $operator }.

mistake-value-missing = Efter = saknas ett värde.
    .advice = Skriv värdet här, till exempel 0 eller "hej".

mistake-condition-missing = Efter ”{ $word }” saknas villkoret.
    .advice = Skriv vad som ska vara sant, till exempel { $word } poang > 10

mistake-condition-not-boolean = Ett villkor måste vara sant eller falskt, men det här är { $kind }.
    .advice = Jämför det med något, till exempel med == eller >

mistake-half-comparison = På båda sidor om { $operator } måste det stå en hel jämförelse.
    .advice = Skriv variabeln en gång till: a == 1 { $operator } a == 2

mistake-else-without-if = Det här ”else” har inget ”if” före sig.
    .advice = ”else” kommer direkt efter {"}"} i ett ”if”. Finns det ett ; eller ett annat ”else” emellan?

mistake-else-if-joined = ”{ $given }” skrivs som två ord här.
    .advice = Skriv else if

mistake-break-outside-loop = ”{ $word }” fungerar bara inne i en slinga.
    .advice = Flytta det in i ”loop”, ”while” eller ”for”, eller ta bort det. ”return” lämnar en funktion.

mistake-function-inside-block = En funktion kan inte skapas inne i en annan del av programmet.
    .advice = Flytta ut den, till exempel till början av programmet. Saknas ett {"}"} ovanför?

mistake-parameters-missing = Efter en funktions namn kommer parenteser, också när de är tomma.
    .advice = Skriv fn { $name }()

mistake-default-argument = En parameter kan inte ha ett eget värde här.
    .advice = Skriv bara { $name } och ge värdet i varje anrop. Eller gör två funktioner med samma namn: den med färre parametrar anropar den andra.

mistake-parameter-type = En parameter har bara ett namn här; dess typ ”{ $given }” skrivs inte ut.
    .advice = Skriv bara { $name }

mistake-duplicate-parameter = Funktionen ”{ $function }” har två parametrar som heter { $name }.
    .advice = Ge den ena ett annat namn.

mistake-duplicate-function = Det finns två funktioner som heter { $name }; den första är på rad { $line }.
    .advice = Ge den ena ett annat namn eller ta bort den.

mistake-duplicate-property = { $name } finns här två gånger.
    .advice = Ta bort den ena eller ge den ett annat namn.

mistake-property-needs-colon = Efter namnet { $name } saknas ett kolon (:).
    .advice = Skriv { $name }: och sedan värdet.

mistake-object-needs-hash = Värden med namn inom klammerparenteser behöver ett # framför.
    .advice = Skriv #{"{"} i stället för {"{"}

mistake-too-deep = Här står för många parenteser eller delar inuti varandra.
    .advice = Gör det i flera steg: lägg först delar av det i variabler.

mistake-increment = Det finns inget { $given } i det här språket.
    .advice = Skriv { $wanted }.

mistake-counting-for = En räknande slinga skrivs på ett annat sätt här.
    .advice = Skriv for i in 0..10 {"{"} … {"}"} – den räknar 0, 1, 2, … 9.

mistake-for-parentheses = ”for” har inga parenteser här.
    .advice = Skriv for i in 0..10 {"{"} … {"}"}

mistake-for-needs-in = I det här ”for” saknas ordet ”in”.
    .advice = Skriv for i in 0..10 {"{"} … {"}"} eller for sak in lista {"{"} … {"}"}

mistake-type-before-name = En variabel skapas med ”let”; typen ”{ $given }” skrivs inte.
    .advice = Skriv let { $name } = …;

mistake-var-for-let = En variabel skapas med ”let”, inte med ”{ $given }”.
    .advice = Skriv let i stället.

mistake-function-for-fn = En funktion skapas med ”fn”, inte med ”{ $given }”.
    .advice = Skriv fn { $name }() {"{"} … {"}"}

mistake-word-for-operator = I stället för ordet ”{ $given }” används ett tecken i det här språket.
    .advice = Skriv { $wanted }

mistake-hash-comment = En kommentar börjar inte med #.
    .advice = Skriv // i stället.

mistake-no-import = Inget behöver importeras här: kortets funktioner finns redan.
    .advice = Ta bort raden och skriv till exempel let bit = microbit();

mistake-wrong-case = Stora och små bokstäver har betydelse: { $given } är inte samma sak som { $wanted }.
    .advice = Skriv { $wanted }

mistake-f-string = En text med värden i börjar med tecknet ` här, inte med en bokstav och ett citattecken.
    .advice = Skriv `Poang: ${"{"}poang{"}"}` – eller "Poäng: " + poang

mistake-none-for-unit = ”{ $given }” är okänt här: ”ingenting” skrivs ().
    .advice = Skriv () – eller börja med ett värde som 0 eller "".

mistake-pass-for-nothing = ”pass” behövs inte här.
    .advice = Lämna klammerparenteserna tomma: {"{"} {"}"}

mistake-arrow-function = En liten funktion skrivs inte med { $given } här.
    .advice = Skriv || {"{"} … {"}"} – eller |x| {"{"} … {"}"} om den tar emot ett värde.

mistake-call-needs-parentheses = Det som ”{ $function }” får ska stå inom parenteser.
    .advice = Skriv { $function }(…)

mistake-question-mark = Det finns inget val med frågetecken i det här språket.
    .advice = Skriv if villkor {"{"} ena {"}"} else {"{"} andra {"}"}

mistake-reserved-word = Ordet ”{ $given }” kan inte användas i ett program.
    .advice = Om det är ditt eget namn, välj ett annat.

mistake-switch-number-after-range = I ”switch” kommer enstaka värden före intervall som 0..5.
    .advice = Flytta upp raden med { $given }, ovanför det första intervallet.

mistake-switch-default-last = _ står för allt annat och kommer därför sist i ”switch”.
    .advice = Flytta raden med _ till slutet.

mistake-unknown-word = Programmet känner inte till ordet ”{ $given }”.
    .advice = { $suggestion ->
        [none] En ny variabel börjar med ”let”, och en funktion anropas med parenteser.
       *[other] Menade du { $suggestion }?
    }

mistake-missing-between = Det saknas något mellan { $left } och { $right }.
    .advice = Skriv det tecken som ska stå där, till exempel + eller ett komma, eller börja en ny sats med ;

mistake-this-outside = ”this” betyder något bara inne i en funktion.
    .advice = Använd variabelns eget namn.

mistake-try-needs-catch = Efter ”try” kommer ”catch”.
    .advice = Skriv catch {"{"} … {"}"} här.

mistake-do-needs-while = Efter ”do {"{"} … {"}"}” kommer ”while” och ett villkor.
    .advice = Skriv ”while villkor;” här. För att upprepa för evigt, skriv loop {"{"} … {"}"}

mistake-unfinished = Programmet slutar mitt i något.
    .advice = Skriv klart den sista satsen.

mistake-unexpected = { $given } passar inte här.
    .advice = Titta på det som står strax före: saknas något eller är något för mycket?

mistake-unknown-variable = Det finns ingen variabel som heter { $name }.
    .advice = { $suggestion ->
        [none] Kontrollera stavningen, sätt citattecken runt om det är en text, eller skapa den först: let { $name } = …;
       *[other] Menade du { $suggestion }?
    }

mistake-unknown-function = Det finns ingen funktion som heter { $name }.
    .advice = { $suggestion ->
        [none] Kontrollera stavningen, eller skapa funktionen med fn { $name }() {"{"} … {"}"}
       *[other] Menade du { $suggestion }?
    }

mistake-foreign-word = ”{ $given }” heter något annat i det här språket.
    .advice = Skriv { $wanted }

mistake-missing-let = Det finns ingen variabel { $name } ännu.
    .advice = Skriv let { $name } = …; första gången.

mistake-outside-variable = Funktionen ”{ $function }” kan inte använda variabeln { $name } ännu: den skapas utanför funktionen, på rad { $line }.
    .advice = Flytta den raden ovanför det första anropet av ”{ $function }”, eller ge värdet till funktionen: fn { $function }({ $name }) {"{"} … {"}"}

mistake-not-a-function = { $name } är en variabel, inte en funktion, så den kan inte anropas med parenteser.
    .advice = Ta bort parenteserna, eller kontrollera namnet.

mistake-wrong-argument-count = { $given ->
    [0] ”{ $function }” behöver något inom parenteserna.
    [1] ”{ $function }” tar inte emot bara ett värde.
   *[other] ”{ $function }” tar inte emot { $given } värden.
}
    .advice = Skriv så här: { $usage }

mistake-wrong-argument-type = ”{ $function }” kan inte ta emot det här: { $given }.
    .advice = Skriv så här: { $usage }

mistake-handler-needs-bars = Det som ”{ $function }” ska göra senare behöver två lodstreck (||) framför.
    .advice = Skriv || {"{"} … {"}"} i stället för {"{"} … {"}"}

mistake-joined-by-point = En punkt sätter inte ihop en text och en variabel.
    .advice = Skriv { $wanted }

mistake-text-with-number = En text och ett tal kan inte kombineras med { $operator }.
    .advice = Om texten är ett tal, gör om den först: parse_int("5"). En text kan fogas till en text med +

mistake-wrong-operands = { $operator } fungerar inte med de här två: { $left }, { $right }.
    .advice = Kontrollera vad de två sidorna är; print(…) visar det.

mistake-wrong-operand = { $operator } fungerar inte med det här: { $right }.
    .advice = ! behöver true eller false, och - behöver ett tal.

mistake-nothing-with-operator = På ena sidan av { $operator } finns det ingenting.
    .advice = En funktion som inte returnerar något eller ett namn som inte finns i objektet ger ”ingenting”. Kontrollera båda sidorna med print(…)

mistake-division-by-zero = Ett tal kan inte delas med noll.
    .advice = Kontrollera först med ”if” att talet inte är 0.

mistake-remainder-by-zero = Det finns ingen rest (%) när man delar med noll.
    .advice = Kontrollera först med ”if” att talet inte är 0.

mistake-negative-power = Ett heltal kan inte upphöjas till ett negativt tal, eftersom resultatet har decimaler.
    .advice = Skriv { $wanted }

mistake-number-too-large = Resultatet är ett större tal än programmet kan räkna med.
    .advice = Använd mindre tal, eller tal med decimalpunkt: 1.0

mistake-list-index = { $length ->
    [0] Listan har ingen plats { $index }: den är tom.
   *[other] Listan har ingen plats { $index }.
}
    .advice = { $length ->
        [0] Lägg först något i listan med push(…)
       *[other] { $from ->
            [end] Negativa platser räknas från slutet: -1 är den sista och { $last } den första. För att gå runt i en ring, skriv wrap(i, { $length })
           *[start] Platserna räknas från 0, så den sista är { $last } (längden är { $length }).
        }
    }

mistake-text-index = { $length ->
    [0] Texten har ingen plats { $index }: den är tom.
   *[other] Texten har ingen plats { $index }.
}
    .advice = { $length ->
        [0] Kontrollera med len() att texten inte är tom.
       *[other] { $from ->
            [end] Negativa platser räknas från slutet: -1 är den sista och { $last } den första. För att gå runt i en ring, skriv wrap(i, { $length })
           *[start] Platserna räknas från 0, så den sista är { $last } (längden är { $length }).
        }
    }

mistake-index-not-number = Inom hakparenteser ska det stå ett tal, men det här är { $kind }.
    .advice = Skriv platsens nummer: den första är 0.

mistake-range-index = Hakparenteser ger en plats i en lista, inte flera.
    .advice = Skriv { $wanted }

mistake-key-not-text = I ett objekt är namnet inom hakparenteserna en text, men det här är { $kind }.
    .advice = Skriv { $wanted } – eller använd en lista om du vill numrera platserna.


mistake-not-indexable = Hakparenteser fungerar inte här: det här är { $kind }.
    .advice = Använd dem med en lista eller en text.

mistake-unknown-property = Det här har inte ”{ $name }”: det är { $kind }.
    .advice = { $suggestion ->
        [none] Kontrollera stavningen och variabeln före punkten.
       *[other] Menade du { $suggestion }()?
    }

mistake-method-needs-parentheses = ”{ $name }” är en funktion: den anropas med parenteser.
    .advice = Skriv { $name }()

mistake-function-needs-board = ”{ $name }” är något som ett kort gör.
    .advice = { $missing ->
        [none] Skriv { $wanted }
       *[other] Hämta först kortet: ”{ $missing }”. Skriv sedan { $wanted }
    }

mistake-function-needs-pin = ”{ $name }” är något som ett stift gör.
    .advice = Skriv { $wanted } med stiftets nummer.

mistake-function-needs-table = ”{ $name }” behöver { $kind } framför sig.
    .advice = { $missing ->
        [none] Skriv { $wanted }
       *[other] Gör den först: ”{ $missing }”. Skriv sedan { $wanted }
    }

mistake-unknown-method = Det här har inte funktionen ”{ $name }”: det är { $kind }.
    .advice = { $suggestion ->
        [none] Kontrollera stavningen och variabeln före punkten.
       *[other] Menade du { $suggestion }()?
    }

mistake-deep-recursion = Anropen av ”{ $function }” går mycket djupt: 1000 av dem är inuti varandra, och inget har tagit slut än.
    .advice = Kontrollera det ”if” som ska stoppa det. Om det ska fortsätta, använd en slinga: loop {"{"} … {"}"}

mistake-not-repeatable = { $hint ->
    [unknown] ”for” kan inte gå igenom det här.
   *[other] ”for” kan inte gå igenom det här: det är { $kind }.
}
    .advice = { $hint ->
        [object] Gå igenom objektets namn: for name in object.keys() {"{"} … {"}"}
       *[other] Skriv for i in 0..10 {"{"} … {"}"} för att upprepa tio gånger, eller ge den en lista eller en text.
    }

mistake-handler-in-parentheses = Det som ska göras hör hemma inne i parentesen, med två lodstreck (||) framför.
    .advice = Skriv { $wanted }

mistake-handler-called = ”{ $function }” behöver en funktion för senare, men den här anropas genast.
    .advice = Skriv { $wanted }

mistake-named-argument = Det som en funktion får har inget namn här: { $given } =
    .advice = Skriv bara värdet.

mistake-word-too-much = Ordet ”{ $given }” behövs inte här.
    .advice = Ta bort det.

mistake-return-type = En funktion säger inte här vad för slags värde den ger: { $given }
    .advice = Skriv {"{"} direkt efter parentesen.

mistake-switch-case = I ”switch” finns inte ordet ”{ $given }”.
    .advice = Skriv switch x {"{"} 3 => print("tre"), _ => print("något annat") {"}"}

mistake-closure-needs-call = { $name } är en variabel med en funktion i, och en sådan anropas med ”call”.
    .advice = Skriv { $wanted }

mistake-closure-parameters = Funktionen som ”{ $function }” anropar behöver fler eller färre värden än den får.
    .advice = Kontrollera namnen mellan lodstrecken, som i |x| – de flesta sådana funktioner får ett värde.

mistake-thrown-nothing = Programmet stoppade sig självt med ”throw” och säger inte varför.
    .advice = Skriv en text efter det: throw "för varmt";

mistake-dropped-copy = { $what ->
    [item] { $name } är en kopia av det som finns i listan. Ändringen går förlorad: inget läser den mer.
    [parameter] { $name } är en kopia av det som anropet gav. Ändringen går förlorad: inget läser den mer.
   *[part] { $name } är en kopia. Ändringen går förlorad: inget läser den mer.
}
    .advice = { $what ->
        [item] Ändra själva listan: for i in 0..lista.len() {"{"} lista[i] … {"}"}
        [parameter] Ge tillbaka den i slutet med return { $name }; och spara resultatet: x = flytta(x);
       *[part] Ändra den där den är, som i rutor[0][1] = 9; eller lägg tillbaka { $name } efteråt.
    }

mistake-events-dropped = Fler än { $max } tryckningar, gester eller rader väntar på samma hanterare, så några hoppas över.
    .advice = Gör hanteraren kortare: mindre sleep, eller anteckna bara vad som hände i den.

mistake-negative-remainder = ”%” behåller minustecknet från sin vänstra sida: { $left } % { $right } är { $result }.
    .advice = Skriv wrap(x, { $right }), så blir talet aldrig mindre än 0.

mistake-counted-from-end = Platsen inom hakparenteserna är { $index } här, så den räknas från slutet.
    .advice = Skriv wrap(i, lista.len()) om den ska gå runt. Kontrollera annars först att platsen inte är mindre än 0.

mistake-swapped-assignment = Tecknet { $given } ger ett nytt värde, och lägger inte till eller drar ifrån något.
    .advice = Skriv { $wanted } om du vill ändra det värde som finns.

mistake-power-sign = Tecknet ^ är ingen potens: det jämför bitarna i två tal.
    .advice = Skriv en potens så här: { $wanted }

mistake-thrown = Programmet stoppade sig självt: { $message }
    .advice = Leta efter ”throw” på den här raden.

mistake-too-large = Något blev för stort här.
    .advice = Kontrollera att en slinga inte lägger till i en text eller lista utan slut.

mistake-unknown-module = Det finns inget som heter { $name } att hämta funktioner från.
    .advice = Ta bort { $name }:: eller kontrollera stavningen.

mistake-something-wrong = Något är fel här.
    .advice = Prova raden i mindre delar, och visa värden med print(…)

mistake-not-text = Den här filen är inget program: den innehåller något som inte är text.
    .advice = Öppna filen i redigeraren och spara den som ren text (UTF-8), eller välj en annan fil.

# Vilket slags värde något är; står mitt i meningar.
mistake-kind = { $kind ->
    [int] ett heltal
    [level] 0 eller 1
    [choice] ett av de tillåtna orden
    [shown] en text, ett tal eller en bild
    [notes] toner
    [colors] en lista med färger
    [bytes] en lista med byte
    [numbers] en lista med tal
    [number-or-list] ett tal eller en lista med tal
    [names] en lista med korta texter
    [column] en kolumns nummer eller namn
    [table] en tabell
    [model] en modell
    [any] vad som helst
    [board] ett kort
    [number] ett tal
    [decimal] ett decimaltal
    [text] en text
    [boolean] sant eller falskt
    [nothing] ingenting
    [list] en lista
    [object] ett objekt
    [function] en funktion
    [range] ett intervall
    [microbit] en micro:bit
    [arduino] en Arduino
    [pin] ett stift
    [image] en bild
    [note] en ton
    [color] en färg
    [thing] något annat
   *[other] { $kind }
}

mistake-in-function = i funktionen { $function }, anropad på rad { $line }
mistake-in-block = i en händelse som startades på rad { $line }
