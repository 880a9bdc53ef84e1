# Ohjelman virheet, yksi viesti jokaista `MistakeCode`-koodia kohti: mikä on vialla, ja `.advice` kertoo, mitä
# kokeilla seuraavaksi. Lukija on yksitoistavuotias: ei tulkin omia sanoja, yksi ajatus kerrallaan.

mistake-missing-semicolon = Tämän lauseen lopusta puuttuu puolipiste (;).
    .advice = Kirjoita tähän ;

mistake-assign-for-compare = Yksi = antaa muuttujalle arvon; se ei vertaa.
    .advice = Kun vertaat kahta arvoa, kirjoita kaksi: ==

mistake-reversed-operator = Merkki { $given } on väärin päin.
    .advice = Kirjoita sen tilalle { $wanted }

mistake-triple-equals = Tässä kielessä ei ole merkkiä { $given }.
    .advice = Kirjoita sen tilalle { $wanted }

mistake-single-quotes = Teksti kirjoitetaan lainausmerkkeihin "…" eikä heittomerkkeihin '…'.
    .advice = Kirjoita "{ $given }"

mistake-unterminated-text = Tämä teksti alkaa merkillä { $quote }, mutta se ei lopu.
    .advice = Kirjoita { $quote } myös tekstin loppuun.

mistake-quote-in-text = Teksti loppuu toiseen lainausmerkkiin, joten ”{ $given }” jää ulkopuolelle.
    .advice = Jos lainausmerkki kuuluu tekstiin, kirjoita sen tilalle \" – muuten poista se.

mistake-unterminated-comment = Tämä kommentti ei lopu, joten loppuohjelmaa ei ajeta.
    .advice = Kirjoita */ kommentin loppuun.

mistake-missing-closer = Rivin { $line } sululta { $opener } puuttuu pari { $closer }.
    .advice = Kirjoita { $closer } tähän tai sinne, missä tuo ohjelman osa loppuu.

mistake-extra-closer = Tämä { $given } ei sulje mitään.
    .advice = Poista se tai lisää alkusulku sinne, mistä se puuttuu.

mistake-wrong-closer = Rivin { $line } sulku suljetaan merkillä { $given }, mutta se tarvitsee merkin { $wanted }.
    .advice = Kirjoita merkin { $given } tilalle { $wanted }

mistake-block-needs-braces = Sanaan ”{ $word }” kuuluva osa kirjoitetaan aaltosulkuihin {"{"} {"}"}.
    .advice = Kirjoita tähän {"{"} ja osan loppuun {"}"}

mistake-colon-for-brace = Sanan ”{ $word }” jälkeen tulee tähän {"{"} eikä kaksoispistettä.
    .advice = Kirjoita merkin : tilalle {"{"} ja viimeisen siihen kuuluvan rivin jälkeen {"}"}

mistake-word-for-brace = Sanaa ”{ $given }” ei tarvita: osa alkaa merkillä {"{"}.
    .advice = Kirjoita sen tilalle {"{"} ja osan loppuun {"}"}

mistake-missing-comma = Kahden arvon välistä puuttuu pilkku.
    .advice = Kirjoita niiden väliin ,

mistake-decimal-comma = Luku kirjoitetaan pisteellä eikä pilkulla: { $given }
    .advice = Kirjoita { $wanted } – tai jos tarkoitat kahta lukua, laita pilkun jälkeen välilyönti.

mistake-tuple-for-list = Useampi arvo yhdessä on lista, ja listan ympärillä on hakasulut.
    .advice = Kirjoita { $wanted }

mistake-several-names = ”let” luo vain yhden muuttujan kerrallaan.
    .advice = Luo jokainen omassa lauseessaan: let { $given } = …; let …

mistake-malformed-number = { $given } ei ole luku.
    .advice = Kirjoita luku numeroilla ja enintään yhdellä pisteellä. Yksikkö, kuten cm tai ms, jätetään pois.

mistake-leading-point = Luku ei voi alkaa pisteellä.
    .advice = Kirjoita { $wanted }

mistake-unknown-escape = { $given } ei tarkoita tekstissä mitään.
    .advice = Kirjoita \\ kun haluat kenoviivan. \n on rivinvaihto ja \" lainausmerkki.

mistake-fancy-quotes = Merkki { $given } ei ole lainausmerkki, jota ohjelma ymmärtää.
    .advice = Käytä suoraa merkkiä: "   (se vaihtuu joskus, kun tekstiä kopioi asiakirjasta).

mistake-letter-in-name = Nimessä voi olla kirjaimia a–z, numeroita ja _, mutta ei kirjainta { $given }.
    .advice = Kirjoita esimerkiksi { $wanted } eikä { $name }. Lainausmerkeissä olevassa tekstissä kaikki kirjaimet käyvät.

mistake-invisible-character = Tässä on merkki, joka ei näy ({ $given }).
    .advice = Poista se: pyyhi vähän tämän kohdan ympäriltä ja kirjoita kohta uudelleen.

mistake-unknown-character = Ohjelma ei ymmärrä tässä merkkiä { $given }.
    .advice = Poista se tai laita se lainausmerkkeihin, jos se kuuluu tekstiin.

mistake-keyword-as-name = Sana ”{ $name }” tarkoittaa jo jotain, joten se ei voi olla oma nimesi.
    .advice = Valitse toinen nimi, esimerkiksi oma_{ $name }

mistake-name-starts-with-digit = Nimi ei voi alkaa numerolla: { $given }
    .advice = Aloita kirjaimella; numeroita voi olla sen jälkeen.

mistake-name-missing = Sanan ”{ $word }” jälkeen puuttuu nimi.
    .advice = Kirjoita tähän nimi, esimerkiksi { $word } pisteet

mistake-space-in-name = Nimessä ei voi olla välilyöntiä: { $given }
    .advice = Kirjoita { $wanted }

mistake-compare-for-assign = Kaksi merkkiä == vertaa; ne eivät anna arvoa.
    .advice = Kirjoita tähän vain yksi =

mistake-assign-to-constant = { $name } on vakio: sen arvo ei voi muuttua.
    .advice = Jos arvon pitää muuttua, luo se sanalla ”let” eikä ”const”, tai käytä toista nimeä.

mistake-assign-to-value = Merkin = vasemmalla puolella ei ole muuttujaa, joten sille ei voi antaa arvoa.
    .advice = Kirjoita vasemmalle muuttujan nimi ja oikealle uusi arvo.

mistake-dangling-operator = Merkin { $operator } jäljestä puuttuu jotain.
    .advice = Kirjoita sen jälkeen tuleva arvo tai poista { $operator }

mistake-operator-before-value = Merkin { $operator } edestä puuttuu jotain.
    .advice = Kirjoita sitä ennen tuleva arvo tai poista { $operator }

mistake-value-missing = Merkin = jäljestä puuttuu arvo.
    .advice = Kirjoita arvo tähän, esimerkiksi 0 tai "hei".

mistake-condition-missing = Sanan ”{ $word }” jälkeen puuttuu ehto.
    .advice = Kirjoita, minkä pitää olla totta, esimerkiksi { $word } pisteet > 10

mistake-condition-not-boolean = Ehdon pitää olla tosi tai epätosi, mutta tämä on { $kind }.
    .advice = Vertaa sitä johonkin, esimerkiksi merkillä == tai >

mistake-half-comparison = Merkin { $operator } kummallakin puolella pitää olla kokonainen vertailu.
    .advice = Kirjoita muuttuja uudelleen: a == 1 { $operator } a == 2

mistake-else-without-if = Tämän ”else”-sanan edellä ei ole ”if”-lausetta.
    .advice = ”else” tulee heti ”if”-lauseen merkin {"}"} jälkeen. Onko välissä ; tai toinen ”else”?

mistake-else-if-joined = ”{ $given }” kirjoitetaan tässä kahtena sanana.
    .advice = Kirjoita else if

mistake-break-outside-loop = ”{ $word }” toimii vain silmukan sisällä.
    .advice = Siirrä se sanan ”loop”, ”while” tai ”for” silmukkaan tai poista se. ”return” palaa funktiosta.

mistake-function-inside-block = Funktiota ei voi tehdä ohjelman toisen osan sisällä.
    .advice = Siirrä se ulkopuolelle, esimerkiksi ohjelman alkuun. Puuttuuko yläpuolelta {"}"}?

mistake-parameters-missing = Funktion nimen jälkeen tulevat kaarisulut, vaikka ne olisivat tyhjät.
    .advice = Kirjoita fn { $name }()

mistake-default-argument = Parametrille ei voi antaa tässä valmista arvoa.
    .advice = Kirjoita vain { $name } ja anna arvo joka kutsussa. Tai tee kaksi samannimistä funktiota: se, jolla on vähemmän parametreja, kutsuu toista.

mistake-parameter-type = Parametrilla on tässä vain nimi; sen tyyppiä ”{ $given }” ei kirjoiteta.
    .advice = Kirjoita vain { $name }

mistake-duplicate-parameter = Funktiolla ”{ $function }” on kaksi parametria, joiden nimi on { $name }.
    .advice = Anna toiselle niistä eri nimi.

mistake-duplicate-function = Ohjelmassa on kaksi funktiota nimeltä { $name }; ensimmäinen on rivillä { $line }.
    .advice = Anna toiselle eri nimi tai poista se.

mistake-duplicate-property = { $name } on tässä kahdesti.
    .advice = Poista toinen tai anna sille eri nimi.

mistake-property-needs-colon = Nimen { $name } jälkeen puuttuu kaksoispiste (:).
    .advice = Kirjoita { $name }: ja sitten arvo.

mistake-object-needs-hash = Aaltosulkuihin kirjoitetut nimetyt arvot tarvitsevat eteensä merkin #.
    .advice = Kirjoita merkin {"{"} tilalle #{"{"}

mistake-too-deep = Tässä on liian monta sulkua tai osaa sisäkkäin.
    .advice = Tee se useassa vaiheessa: laita ensin osia muuttujiin.

mistake-increment = Tässä kielessä ei ole merkkiä { $given }.
    .advice = Kirjoita { $wanted }

mistake-counting-for = Laskeva silmukka kirjoitetaan tässä kielessä toisin.
    .advice = Kirjoita for i in 0..10 {"{"} … {"}"} – se laskee 0, 1, 2, … 9.

mistake-for-parentheses = Sanan ”for” jälkeen ei tule kaarisulkuja.
    .advice = Kirjoita for i in 0..10 {"{"} … {"}"}

mistake-for-needs-in = Tästä ”for”-silmukasta puuttuu sana ”in”.
    .advice = Kirjoita for i in 0..10 {"{"} … {"}"} tai for asia in lista {"{"} … {"}"}

mistake-type-before-name = Muuttuja luodaan sanalla ”let”; tyyppiä ”{ $given }” ei kirjoiteta.
    .advice = Kirjoita let { $name } = …;

mistake-var-for-let = Muuttuja luodaan sanalla ”let” eikä sanalla ”{ $given }”.
    .advice = Kirjoita sen tilalle let

mistake-function-for-fn = Funktio tehdään sanalla ”fn” eikä sanalla ”{ $given }”.
    .advice = Kirjoita fn { $name }() {"{"} … {"}"}

mistake-word-for-operator = Sanan ”{ $given }” tilalla on tässä kielessä merkki.
    .advice = Kirjoita { $wanted }

mistake-hash-comment = Kommentti ei ala merkillä #.
    .advice = Kirjoita sen tilalle //

mistake-no-import = Mitään ei tarvitse tuoda: kortin funktiot ovat jo käytössä.
    .advice = Poista tämä rivi ja kirjoita esimerkiksi let bit = microbit();

mistake-wrong-case = Isoilla ja pienillä kirjaimilla on väliä: { $given } ei ole sama kuin { $wanted }.
    .advice = Kirjoita { $wanted }

mistake-f-string = Teksti, jossa on arvoja, alkaa tässä merkillä ` eikä kirjaimella ja lainausmerkillä.
    .advice = Kirjoita `Pisteet: ${"{"}pisteet{"}"}` – tai "Pisteet: " + pisteet

mistake-none-for-unit = Sanaa ”{ $given }” ei tunneta: ”ei mitään” kirjoitetaan ().
    .advice = Kirjoita () – tai aloita arvolla, esimerkiksi 0 tai "".

mistake-pass-for-nothing = Sanaa ”pass” ei tarvita.
    .advice = Jätä aaltosulut tyhjiksi: {"{"} {"}"}

mistake-arrow-function = Pientä funktiota ei kirjoiteta näin: { $given }
    .advice = Kirjoita || {"{"} … {"}"} – tai |x| {"{"} … {"}"}, jos se ottaa vastaan arvon.

mistake-call-needs-parentheses = Se, mitä funktiolle ”{ $function }” annetaan, kirjoitetaan kaarisulkuihin.
    .advice = Kirjoita { $function }(…)

mistake-question-mark = Tässä kielessä ei ole valintaa kysymysmerkillä.
    .advice = Kirjoita if ehto {"{"} yksi {"}"} else {"{"} toinen {"}"}

mistake-reserved-word = Sanaa ”{ $given }” ei voi käyttää ohjelmassa.
    .advice = Jos se on oma nimesi, valitse toinen.

mistake-switch-number-after-range = Rakenteessa ”switch” yksittäiset arvot tulevat ennen lukuvälejä, kuten 0..5.
    .advice = Siirrä rivi, jolla on { $given }, ensimmäisen lukuvälin yläpuolelle.

mistake-switch-default-last = _ tarkoittaa kaikkea muuta, joten se on rakenteessa ”switch” viimeisenä.
    .advice = Siirrä rivi, jolla on _, loppuun.

mistake-unknown-word = Ohjelma ei tunne sanaa ”{ $given }”.
    .advice = { $suggestion ->
        [none] Uusi muuttuja alkaa sanalla ”let”, ja funktiota kutsutaan kaarisuluilla.
       *[other] Tarkoititko { $suggestion }?
    }

mistake-missing-between = Osien { $left } ja { $right } välistä puuttuu jotain.
    .advice = Kirjoita väliin kuuluva merkki, esimerkiksi + tai pilkku, tai aloita uusi lause merkillä ;

mistake-this-outside = ”this” tarkoittaa jotain vain funktion sisällä.
    .advice = Käytä muuttujan omaa nimeä.

mistake-try-needs-catch = Sanan ”try” jälkeen tulee ”catch”.
    .advice = Kirjoita tähän catch {"{"} … {"}"}

mistake-do-needs-while = Sanan ”do {"{"} … {"}"}” jälkeen tulee ”while” ja ehto.
    .advice = Kirjoita tähän ”while ehto;”. Jos haluat toistaa ikuisesti, kirjoita loop {"{"} … {"}"}

mistake-unfinished = Ohjelma loppuu kesken.
    .advice = Kirjoita viimeinen lause loppuun.

mistake-unexpected = { $given } ei sovi tähän.
    .advice = Katso, mitä sitä ennen on: puuttuuko jotain vai onko jotain liikaa?

mistake-unknown-variable = Muuttujaa { $name } ei ole.
    .advice = { $suggestion ->
        [none] Tarkista kirjoitusasu, laita se lainausmerkkeihin, jos se on teksti, tai luo muuttuja ensin: let { $name } = …;
       *[other] Tarkoititko { $suggestion }?
    }

mistake-unknown-function = Funktiota { $name } ei ole.
    .advice = { $suggestion ->
        [none] Tarkista kirjoitusasu tai tee funktio: fn { $name }() {"{"} … {"}"}
       *[other] Tarkoititko { $suggestion }?
    }

mistake-foreign-word = ”{ $given }” on tässä kielessä toisenniminen.
    .advice = Kirjoita { $wanted }

mistake-missing-let = Muuttujaa { $name } ei ole vielä luotu.
    .advice = Kirjoita ensimmäisellä kerralla let { $name } = …;

mistake-outside-variable = Funktio ”{ $function }” ei voi vielä käyttää muuttujaa { $name }: se luodaan funktion ulkopuolella rivillä { $line }.
    .advice = Siirrä tuo rivi funktion ”{ $function }” ensimmäisen kutsun yläpuolelle tai anna arvo funktiolle: fn { $function }({ $name }) {"{"} … {"}"}

mistake-not-a-function = { $name } on muuttuja eikä funktio, joten sitä ei voi kutsua kaarisuluilla.
    .advice = Jätä kaarisulut pois tai tarkista nimi.

mistake-wrong-argument-count = { $given ->
    [0] Funktio ”{ $function }” tarvitsee jotain kaarisulkuihinsa.
    [1] Funktiolle ”{ $function }” ei anneta vain yhtä arvoa.
   *[other] Funktiolle ”{ $function }” ei anneta { $given } arvoa.
}
    .advice = Kirjoita näin: { $usage }

mistake-wrong-argument-type = Funktiolle ”{ $function }” ei voi antaa tätä: { $given }.
    .advice = Kirjoita näin: { $usage }

mistake-handler-needs-bars = Se, mitä ”{ $function }” tekee myöhemmin, tarvitsee eteensä kaksi pystyviivaa (||).
    .advice = Kirjoita {"{"} … {"}"} muotoon || {"{"} … {"}"}

mistake-joined-by-point = Piste ei yhdistä tekstiä ja muuttujaa.
    .advice = Kirjoita { $wanted }

mistake-text-with-number = Tekstiä ja lukua ei voi yhdistää merkillä { $operator }.
    .advice = Jos tekstissä on luku, muuta se ensin: parse_int("5"). Tekstin perään voi liittää tekstiä merkillä +

mistake-wrong-operands = Merkki { $operator } ei toimi näillä kahdella: { $left }, { $right }.
    .advice = Tarkista, mitä merkin kummallakin puolella on; print(…) näyttää sen.

mistake-wrong-operand = Merkki { $operator } ei toimi tällä: { $right }.
    .advice = Merkki ! tarvitsee arvon true tai false, ja merkki - tarvitsee luvun.

mistake-nothing-with-operator = Merkin { $operator } toisella puolella ei ole mitään.
    .advice = Funktio, joka ei palauta mitään, tai nimi, jota oliossa ei ole, antaa ”ei mitään”. Tarkista molemmat puolet: print(…)

mistake-division-by-zero = Lukua ei voi jakaa nollalla.
    .advice = Tarkista ensin sanalla ”if”, ettei luku ole 0.

mistake-remainder-by-zero = Nollalla jaettaessa ei ole jakojäännöstä (%).
    .advice = Tarkista ensin sanalla ”if”, ettei luku ole 0.

mistake-negative-power = Kokonaislukua ei voi korottaa negatiiviseen potenssiin, koska tuloksessa on desimaaleja.
    .advice = Kirjoita { $wanted }

mistake-number-too-large = Tulos on suurempi luku kuin ohjelma osaa laskea.
    .advice = Käytä pienempiä lukuja tai desimaalilukuja: 1.0

mistake-list-index = { $length ->
    [0] Listassa ei ole paikkaa { $index }: lista on tyhjä.
   *[other] Listassa ei ole paikkaa { $index }.
}
    .advice = { $length ->
        [0] Lisää listaan ensin jotain: push(…)
       *[other] { $from ->
            [end] Negatiiviset paikat lasketaan lopusta: -1 on viimeinen ja { $last } ensimmäinen. Jos haluat kiertää ympyrää, kirjoita wrap(i, { $length })
           *[start] Paikat lasketaan nollasta, joten viimeinen on { $last } (pituus on { $length }).
        }
    }

mistake-text-index = { $length ->
    [0] Tekstissä ei ole paikkaa { $index }: teksti on tyhjä.
   *[other] Tekstissä ei ole paikkaa { $index }.
}
    .advice = { $length ->
        [0] Tarkista funktiolla len(), ettei teksti ole tyhjä.
       *[other] { $from ->
            [end] Negatiiviset paikat lasketaan lopusta: -1 on viimeinen ja { $last } ensimmäinen. Jos haluat kiertää ympyrää, kirjoita wrap(i, { $length })
           *[start] Paikat lasketaan nollasta, joten viimeinen on { $last } (pituus on { $length }).
        }
    }

mistake-index-not-number = Hakasuluissa pitää olla luku, mutta tämä on { $kind }.
    .advice = Kirjoita paikan numero: ensimmäinen on 0.

mistake-range-index = Hakasuluilla saa listasta yhden paikan, ei useaa.
    .advice = Kirjoita { $wanted }

mistake-key-not-text = Oliossa hakasulkujen sisällä on nimi, joka on teksti, mutta tämä on { $kind }.
    .advice = Kirjoita { $wanted } – tai käytä listaa, jos haluat numeroida paikat.


mistake-not-indexable = Hakasulut eivät toimi tässä: tämä on { $kind }.
    .advice = Käytä niitä listan tai tekstin kanssa.

mistake-unknown-property = Tällä ei ole ominaisuutta ”{ $name }”: tämä on { $kind }.
    .advice = { $suggestion ->
        [none] Tarkista kirjoitusasu ja pisteen edessä oleva muuttuja.
       *[other] Tarkoititko { $suggestion }()?
    }

mistake-method-needs-parentheses = ”{ $name }” on funktio: sitä kutsutaan kaarisuluilla.
    .advice = Kirjoita { $name }()

mistake-function-needs-board = ”{ $name }” on kortin toiminto.
    .advice = { $missing ->
        [none] Kirjoita { $wanted }
       *[other] Ota ensin kortti käyttöön: ”{ $missing }”. Kirjoita sitten { $wanted }
    }

mistake-function-needs-pin = ”{ $name }” on nastan toiminto.
    .advice = Kirjoita { $wanted } ja sulkuihin nastan numero.

mistake-function-needs-table = Funktion ”{ $name }” eteen tarvitaan { $kind }.
    .advice = { $missing ->
        [none] Kirjoita { $wanted }
       *[other] Tee se ensin: ”{ $missing }”. Kirjoita sitten { $wanted }
    }

mistake-unknown-method = Tällä ei ole funktiota ”{ $name }”: tämä on { $kind }.
    .advice = { $suggestion ->
        [none] Tarkista kirjoitusasu ja pisteen edessä oleva muuttuja.
       *[other] Tarkoititko { $suggestion }()?
    }

mistake-deep-recursion = Funktion ”{ $function }” kutsut menevät hyvin syvälle: niitä on 1000 sisäkkäin, eikä yksikään ole vielä päättynyt.
    .advice = Tarkista ”if”, jonka pitäisi pysäyttää se. Jos sen kuuluu jatkua, käytä silmukkaa: loop {"{"} … {"}"}

mistake-not-repeatable = { $hint ->
    [unknown] ”for” ei voi käydä tätä läpi.
   *[other] ”for” ei voi käydä tätä läpi: tämä on { $kind }.
}
    .advice = { $hint ->
        [object] Käy läpi olion nimet: for name in object.keys() {"{"} … {"}"}
       *[other] Kirjoita for i in 0..10 {"{"} … {"}"} kun toistat kymmenen kertaa, tai anna lista tai teksti.
    }

mistake-handler-in-parentheses = Se, mitä tehdään, kuuluu sulkujen sisään, ja sen eteen tulee kaksi pystyviivaa (||).
    .advice = Kirjoita { $wanted }

mistake-handler-called = ”{ $function }” tarvitsee funktion myöhempää varten, mutta tätä kutsutaan heti.
    .advice = Kirjoita { $wanted }

mistake-named-argument = Funktiolle annettavalla arvolla ei ole tässä nimeä: { $given } =
    .advice = Kirjoita pelkkä arvo.

mistake-word-too-much = Sanaa ”{ $given }” ei tarvita tässä.
    .advice = Poista se.

mistake-return-type = Funktiosta ei kerrota tässä, millaisen arvon se antaa: { $given }
    .advice = Kirjoita {"{"} heti sulkujen jälkeen.

mistake-switch-case = Rakenteessa ”switch” ei ole sanaa ”{ $given }”.
    .advice = Kirjoita switch x {"{"} 3 => print("kolme"), _ => print("muu") {"}"}

mistake-closure-needs-call = { $name } on muuttuja, jossa on funktio, ja sellaista kutsutaan sanalla ”call”.
    .advice = Kirjoita { $wanted }

mistake-closure-parameters = Funktio, jota ”{ $function }” kutsuu, tarvitsee enemmän tai vähemmän arvoja kuin se saa.
    .advice = Tarkista nimet pystyviivojen välissä, esimerkiksi |x| – useimmat tällaiset funktiot saavat yhden arvon.

mistake-thrown-nothing = Ohjelma pysäytti itsensä sanalla ”throw” eikä kerro, miksi.
    .advice = Kirjoita sen perään teksti: throw "liian kuuma";

mistake-dropped-copy = { $what ->
    [item] { $name } on kopio siitä, mitä listassa on. Muutos häviää, koska mikään ei enää lue sitä.
    [parameter] { $name } on kopio siitä, mitä kutsussa annettiin. Muutos häviää, koska mikään ei enää lue sitä.
   *[part] { $name } on kopio. Muutos häviää, koska mikään ei enää lue sitä.
}
    .advice = { $what ->
        [item] Muuta itse listaa: for i in 0..lista.len() {"{"} lista[i] … {"}"}
        [parameter] Palauta se lopuksi, return { $name }; ja ota tulos talteen: x = muuta(x);
       *[part] Muuta sitä siellä, missä se on, kuten ruudukko[0][1] = 9; tai pane { $name } lopuksi takaisin.
    }

mistake-events-dropped = Samaa käsittelijää odottaa yli { $max } painallusta, elettä tai riviä, joten osa jää pois.
    .advice = Lyhennä käsittelijää: vähemmän odotusta (sleep), tai merkitse siinä vain muistiin, mitä tapahtui.

mistake-negative-remainder = Merkki % säilyttää vasemman puolensa miinuksen: { $left } % { $right } on { $result }.
    .advice = Kirjoita wrap(x, { $right }), niin luku ei ole koskaan pienempi kuin 0.

mistake-counted-from-end = Paikka hakasulkeissa on tässä { $index }, joten se lasketaan lopusta.
    .advice = Jos haluat kiertää listaa ympäri, kirjoita wrap(i, lista.len()). Tarkista muuten ensin, ettei paikka ole pienempi kuin 0.

mistake-swapped-assignment = Merkki { $given } antaa uuden arvon eikä lisää tai vähennä mitään.
    .advice = Jos haluat muuttaa entistä arvoa, kirjoita { $wanted }

mistake-power-sign = Merkki ^ ei ole potenssi: se vertaa kahden luvun bittejä.
    .advice = Kirjoita potenssi näin: { $wanted }

mistake-thrown = Ohjelma pysäytti itsensä: { $message }
    .advice = Etsi tältä riviltä sana ”throw”.

mistake-too-large = Jokin kasvoi tässä liian suureksi.
    .advice = Tarkista, ettei silmukka lisää tekstiin tai listaan loputtomasti.

mistake-unknown-module = Ei ole mitään nimeltä { $name }, josta funktioita voisi ottaa.
    .advice = Poista { $name }:: tai tarkista kirjoitusasu.

mistake-something-wrong = Tässä on jotain vialla.
    .advice = Kokeile riviä pienemmissä osissa ja näytä arvoja: print(…)

mistake-not-text = Tämä tiedosto ei ole ohjelma: siinä on jotain, mikä ei ole tekstiä.
    .advice = Avaa tiedosto editorissa ja tallenna se pelkkänä tekstinä (UTF-8) tai valitse toinen tiedosto.

# Millainen arvo jokin on; keskellä lausetta.
mistake-kind = { $kind ->
    [int] kokonaisluku
    [level] 0 tai 1
    [choice] jokin sallituista sanoista
    [shown] teksti, luku tai kuva
    [notes] nuotteja
    [colors] lista värejä
    [bytes] lista tavuja
    [numbers] lista lukuja
    [number-or-list] luku tai lista lukuja
    [names] lista lyhyitä tekstejä
    [column] sarakkeen numero tai nimi
    [table] taulukko
    [model] malli
    [any] mitä tahansa
    [board] kortti
    [number] luku
    [decimal] desimaaliluku
    [text] teksti
    [boolean] tosi tai epätosi
    [nothing] ei mitään
    [list] lista
    [object] olio
    [function] funktio
    [range] lukuväli
    [microbit] micro:bit
    [arduino] Arduino
    [pin] nasta
    [image] kuva
    [note] nuotti
    [color] väri
    [thing] jotain muuta
   *[other] { $kind }
}

mistake-in-function = funktiossa { $function }, jota kutsuttiin rivillä { $line }
mistake-in-block = tapahtumassa, joka käynnistettiin rivillä { $line }
