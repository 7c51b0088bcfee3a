<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>explorer</name>
    <message>
        <source>
  · {text} (steps {first} to {last})</source>
        <translation>
  · {text} (Schritte {first} bis {last})</translation>
    </message>
    <message>
        <source>
output {shape}</source>
        <translation>
Ausgabe {shape}</translation>
    </message>
    <message>
        <source>
… {count:,} lines more</source>
        <translation>
… {count:,} weitere Zeilen</translation>
    </message>
    <message>
        <source> (mean of a part)</source>
        <translation> (Mittel eines Teils)</translation>
    </message>
    <message>
        <source> (mean of the last {width})</source>
        <translation> (Mittel der letzten {width})</translation>
    </message>
    <message>
        <source> (step {before})</source>
        <translation> (Schritt {before})</translation>
    </message>
    <message>
        <source> (step {step:,})</source>
        <translation> (Schritt {step:,})</translation>
    </message>
    <message>
        <source> ({count:,} trainable)</source>
        <translation> ({count:,} trainierbar)</translation>
    </message>
    <message>
        <source> ({part} of the network)</source>
        <translation> ({part} des Netzes)</translation>
    </message>
    <message>
        <source> Allowed: {bounds}.</source>
        <translation> Erlaubt: {bounds}.</translation>
    </message>
    <message>
        <source> Beside each strip: {what}.</source>
        <translation> Neben jedem Streifen: {what}.</translation>
    </message>
    <message>
        <source> Did you mean {title}?</source>
        <translation> Meinten Sie {title}?</translation>
    </message>
    <message>
        <source> Download required: {download_bytes}.</source>
        <translation> Muss heruntergeladen werden: {download_bytes}.</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source> Geometric mean over the seeds.</source>
        <translation> Geometrisches Mittel über die Seeds.</translation>
    </message>
    <message>
        <source> Needs the package {missing}, which is not installed.</source>
        <translation> Braucht das Paket {missing}, das nicht installiert ist.</translation>
    </message>
    <message>
        <source> Sharpness at step 0 is {size} in size{times} (at most {usual} in networks that learned the digits).</source>
        <translation> Die Schärfe in Schritt 0 beträgt {size}{times} (höchstens {usual} in Netzen, die Digits gelernt haben).</translation>
    </message>
    <message>
        <source> The first {most} of {total:,} runs: narrow them with the filter.</source>
        <translation> Die ersten {most} von {total:,} Läufen: mit dem Filter eingrenzen.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source> · {back} to repeat</source>
        <translation> · {back} zu wiederholen</translation>
    </message>
    <message>
        <source> · {count} × {height}×{width}, white is {top:.4g}</source>
        <translation> · {count} × {height}×{width}, Weiß ist {top:.4g}</translation>
    </message>
    <message>
        <source> · {parameters:,} parameters</source>
        <translation> · {parameters:,} Parameter</translation>
    </message>
    <message>
        <source>%v of %m</source>
        <translation>%v von %m</translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation>&amp;Analysieren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>, a vector in rows</source>
        <translation>, ein Vektor in Zeilen</translation>
    </message>
    <message>
        <source>, about {total}</source>
        <translation>, etwa {total}</translation>
    </message>
    <message>
        <source>, after epoch {epoch}</source>
        <translation>, nach Epoche {epoch}</translation>
    </message>
    <message>
        <source>, here &lt;b&gt;{found}&lt;/b&gt;</source>
        <translation>, hier &lt;b&gt;{found}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>, less the mean over training images</source>
        <translation>, abzüglich des Mittels über Trainingsbilder</translation>
    </message>
    <message>
        <source>, logarithmic</source>
        <translation>, logarithmisch</translation>
    </message>
    <message>
        <source>, measuring the time…</source>
        <translation>, die Zeit wird gemessen …</translation>
    </message>
    <message>
        <source>, or {zero}</source>
        <translation>, oder {zero}</translation>
    </message>
    <message>
        <source>, shown as means of {height}×{width} parts</source>
        <translation>, gezeigt als Mittel von {height}×{width} Teilen</translation>
    </message>
    <message>
        <source>, skipped {count:,}</source>
        <translation>, {count:,} übersprungen</translation>
    </message>
    <message>
        <source>, slider</source>
        <translation>, Schieberegler</translation>
    </message>
    <message>
        <source>, time cannot be measured</source>
        <translation>, die Zeit ist nicht messbar</translation>
    </message>
    <message>
        <source>, wrong</source>
        <translation>, falsch</translation>
    </message>
    <message>
        <source>, {count:,} of them stored</source>
        <translation>, {count:,} davon gespeichert</translation>
    </message>
    <message>
        <source>, {times} times {what} = {line}</source>
        <translation>, das {times}-fache von {what} = {line}</translation>
    </message>
    <message>
        <source>. Has an effect only with {setting} = {values}</source>
        <translation>. Wirkt nur bei {setting} = {values}</translation>
    </message>
    <message>
        <source>. Paused: press Step, or resume, to do it</source>
        <translation>. Pausiert: „Schritt“ oder „Fortsetzen“ führt es aus</translation>
    </message>
    <message>
        <source>. ↑ ↓ step</source>
        <translation>. ↑ ↓ schrittweise</translation>
    </message>
    <message>
        <source>0 or below {lowest}</source>
        <translation>0 oder unter {lowest}</translation>
    </message>
    <message>
        <source>0.07–7.5 without norm, 0.2–16 with one</source>
        <translation>0.07–7.5 ohne Norm, 0.2–16 mit Norm</translation>
    </message>
    <message>
        <source>0: off; 1: on</source>
        <translation>0: aus; 1: an</translation>
    </message>
    <message>
        <source>0: off; 1: on. Each value is an intervention from the next step on (Esc closes)</source>
        <translation>0: aus; 1: an. Jeder Wert ist ein Eingriff ab dem nächsten Schritt (Esc schließt)</translation>
    </message>
    <message>
        <source>1 per step</source>
        <translation>1 je Schritt</translation>
    </message>
    <message>
        <source>1 shows a moment closely</source>
        <translation>1 zeigt einen Moment genau</translation>
    </message>
    <message>
        <source>1 skip connection ({skip})</source>
        <translation>1 Skip-Verbindung ({skip})</translation>
    </message>
    <message>
        <source>1 steps</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>10 steps</source>
        <translation>10 Schritte</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation type="vanished">100 %</translation>
    </message>
    <message>
        <source>100 steps</source>
        <translation>100 Schritte</translation>
    </message>
    <message>
        <source>110 %</source>
        <translation type="vanished">110 %</translation>
    </message>
    <message>
        <source>125 %</source>
        <translation type="vanished">125 %</translation>
    </message>
    <message>
        <source>15 steps</source>
        <translation>15 Schritte</translation>
    </message>
    <message>
        <source>150 %</source>
        <translation type="vanished">150 %</translation>
    </message>
    <message>
        <source>175 %</source>
        <translation type="vanished">175 %</translation>
    </message>
    <message>
        <source>2 steps</source>
        <translation>2 Schritte</translation>
    </message>
    <message>
        <source>20 steps</source>
        <translation>20 Schritte</translation>
    </message>
    <message>
        <source>200 %</source>
        <translation type="vanished">200 %</translation>
    </message>
    <message>
        <source>200 steps</source>
        <translation>200 Schritte</translation>
    </message>
    <message>
        <source>3 steps</source>
        <translation>3 Schritte</translation>
    </message>
    <message>
        <source>30 steps</source>
        <translation>30 Schritte</translation>
    </message>
    <message>
        <source>3D surface</source>
        <translation>3D-Fläche</translation>
    </message>
    <message>
        <source>5 steps</source>
        <translation>5 Schritte</translation>
    </message>
    <message>
        <source>50 steps</source>
        <translation>50 Schritte</translation>
    </message>
    <message>
        <source>500 steps</source>
        <translation>500 Schritte</translation>
    </message>
    <message>
        <source>7 steps</source>
        <translation>7 Schritte</translation>
    </message>
    <message>
        <source>70 steps</source>
        <translation>70 Schritte</translation>
    </message>
    <message>
        <source>80 %</source>
        <translation type="vanished">80 %</translation>
    </message>
    <message>
        <source>90 %</source>
        <translation type="vanished">90 %</translation>
    </message>
    <message>
        <source>: nothing to train</source>
        <translation>: nichts zu trainieren</translation>
    </message>
    <message>
        <source>: training accuracy was {was} before and is {now} now</source>
        <translation>: die Trainingsgenauigkeit war zuvor {was} und ist jetzt {now}</translation>
    </message>
    <message>
        <source>; a step changes the median layer by {change}</source>
        <translation>; ein Schritt ändert die mittlere Schicht (Median) um {change}</translation>
    </message>
    <message>
        <source>; and {count} more</source>
        <translation>; und {count} weitere</translation>
    </message>
    <message>
        <source>; chance level is {chance}</source>
        <translation>; Zufallsniveau: {chance}</translation>
    </message>
    <message>
        <source>; it is no longer finite</source>
        <translation>; er ist nicht mehr endlich</translation>
    </message>
    <message>
        <source>; the current run is kept and closed</source>
        <translation>; der jetzige Lauf wird behalten und geschlossen</translation>
    </message>
    <message>
        <source>; the loss is {loss} now</source>
        <translation>; jetzt ist der Loss {loss}</translation>
    </message>
    <message>
        <source>A Python file or dotted name, optionally with the model&apos;s name after a colon, such as net.py:Net. Recent models are in the list (Down)</source>
        <translation>Eine Python-Datei oder ein Name mit Punkten, auf Wunsch mit dem Namen des Modells hinter einem Doppelpunkt, etwa net.py:Net. Zuletzt geöffnete Modelle stehen in der Liste (Pfeil nach unten)</translation>
    </message>
    <message>
        <source>A against B ({difference}){when}: training accuracy {train}, test {test}.</source>
        <translation>A gegen B ({difference}){when}: Trainingsgenauigkeit {train}, Test {test}.</translation>
    </message>
    <message>
        <source>A and B</source>
        <translation>A und B</translation>
    </message>
    <message>
        <source>A and B are identical: network, initial weights, data and training.</source>
        <translation>A und B sind identisch: Netz, Anfangsgewichte, Daten und Training.</translation>
    </message>
    <message>
        <source>A and B learn different data: choose whose test images are listed</source>
        <translation>A und B lernen verschiedene Daten: Wählen Sie, wessen Testbilder aufgelistet werden</translation>
    </message>
    <message>
        <source>A and B side by side, or stacked</source>
        <translation>A und B nebeneinander oder übereinander</translation>
    </message>
    <message>
        <source>A child of this run that starts here, with a probe at every step</source>
        <translation>Ein Abzweig dieses Laufs, der hier beginnt, mit einer Sonde in jedem Schritt</translation>
    </message>
    <message>
        <source>A controlled pair</source>
        <translation>Ein kontrolliertes Paar</translation>
    </message>
    <message>
        <source>A folder for `tensorboard --logdir`: curves of each run and, on request, of each layer.</source>
        <translation>Ein Ordner für `tensorboard --logdir`: Kurven jedes Laufs und auf Wunsch jeder Schicht.</translation>
    </message>
    <message>
        <source>A line for each run, or mean and band of each color</source>
        <translation>Eine Linie je Lauf, oder Mittel und Band je Farbe</translation>
    </message>
    <message>
        <source>A measurement is under way.</source>
        <translation>Eine Messung läuft.</translation>
    </message>
    <message>
        <source>A model is a torch.nn.Module class, an instance, or a function that returns one. The arguments num_classes, in_channels and image_size are filled in; others keep their defaults. All can be edited before opening. Initial weights can be loaded from a checkpoint.</source>
        <translation>Ein Modell ist eine torch.nn.Module-Klasse, eine Instanz oder eine Funktion, die eines zurückgibt. Die Argumente num_classes, in_channels und image_size werden eingesetzt, die übrigen behalten ihre Vorgaben. Alle lassen sich vor dem Öffnen bearbeiten. Anfangsgewichte können aus einem Checkpoint geladen werden.</translation>
    </message>
    <message>
        <source>A probe has few images: another one may activate a channel. So between half of the channels and the limit nothing is said.</source>
        <translation>Eine Sonde hat wenige Bilder: Ein anderes kann einen Kanal aktivieren. Zwischen der Hälfte der Kanäle und der Grenze wird deshalb nichts gesagt.</translation>
    </message>
    <message>
        <source>A result against any setting, such as error against depth</source>
        <translation>Ein Ergebnis gegen eine beliebige Einstellung, etwa Fehler gegen Tiefe</translation>
    </message>
    <message>
        <source>A run</source>
        <translation>Ein Lauf</translation>
    </message>
    <message>
        <source>A run is training on this machine. Stop it before you connect to another engine.</source>
        <translation>Auf diesem Rechner trainiert ein Lauf. Stoppen Sie ihn, bevor Sie sich mit einer anderen Engine verbinden.</translation>
    </message>
    <message>
        <source>A run is training. Stop or discard it before starting another.</source>
        <translation>Ein Lauf trainiert. Stoppen oder verwerfen Sie ihn, bevor Sie einen anderen starten.</translation>
    </message>
    <message>
        <source>A run is training. Stop or discard it first.</source>
        <translation>Ein Lauf trainiert. Stoppen oder verwerfen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>A run is training. Wait until it ends, or stop or discard it first.</source>
        <translation>Ein Lauf trainiert. Warten Sie auf sein Ende, oder stoppen oder verwerfen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>A run that learns and ends below these accuracies is not called healthy: more epochs show whether it would reach them.</source>
        <translation>Ein Lauf, der lernt und unter diesen Genauigkeiten endet, gilt nicht als gesund: Mehr Epochen zeigen, ob er sie erreichen würde.</translation>
    </message>
    <message>
        <source>A scale of its own for each network</source>
        <translation>Eine eigene Skala für jedes Netz</translation>
    </message>
    <message>
        <source>A text of your own about this run</source>
        <translation>Ein eigener Text zu diesem Lauf</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>About the instrument</source>
        <translation>Über das Instrument</translation>
    </message>
    <message>
        <source>Above this, interval checkpoints of ended runs are removed first, oldest first</source>
        <translation>Darüber werden zuerst die Zwischen-Checkpoints beendeter Läufe entfernt, die ältesten zuerst</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Accuracy (fraction correct). Faint: batch of each step; bold: smoothed; dots: test images after each epoch; dotted line: chance level (always predicting the most frequent class). Low training accuracy in a deep plain network is degradation, not overfitting.</source>
        <translation>Genauigkeit (Anteil richtiger Antworten). Blass: Batch jedes Schritts; fett: geglättet; Punkte: Testbilder nach jeder Epoche; gepunktete Linie: Zufallsniveau (immer die häufigste Klasse). Niedrige Trainingsgenauigkeit in einem tiefen einfachen Netz ist Degradation, kein Overfitting.</translation>
    </message>
    <message>
        <source>Accuracy is at chance level, and no rule explains it: training accuracy {accuracy}, loss {loss} over the last fifth of {steps} steps{uneven}.</source>
        <translation>Die Genauigkeit liegt auf Zufallsniveau, und keine Regel erklärt es: Trainingsgenauigkeit {accuracy}, Loss {loss} im letzten Fünftel von {steps} Schritten{uneven}.</translation>
    </message>
    <message>
        <source>Action, setting, network or run</source>
        <translation>Aktion, Einstellung, Netz oder Lauf</translation>
    </message>
    <message>
        <source>Activation deviation</source>
        <translation>Streuung der Aktivierungen</translation>
    </message>
    <message>
        <source>Activation function; initial weights follow its gain</source>
        <translation>Aktivierungsfunktion; die Anfangsgewichte folgen ihrer Verstärkung</translation>
    </message>
    <message>
        <source>Activation histogram</source>
        <translation>Aktivierungs-Histogramm</translation>
    </message>
    <message>
        <source>Activation mean</source>
        <translation>Mittel der Aktivierungen</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Adam: Adaptive moments (Kingma &amp; Ba 2015, arXiv 1412.6980); weight decay is an L2 penalty</source>
        <translation>Adam: Adaptive Momente (Kingma &amp; Ba 2015, arXiv 1412.6980); Weight Decay ist eine L2-Strafe</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>AdamW: Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019, arXiv 1711.05101)</source>
        <translation>AdamW: Adam mit entkoppeltem Weight Decay (Loshchilov &amp; Hutter 2019, arXiv 1711.05101)</translation>
    </message>
    <message>
        <source>Adaptive clip</source>
        <translation>Adaptiv begrenzen</translation>
    </message>
    <message>
        <source>Adaptive: each unit&apos;s gradient norm over its weight norm, the classifier left out (Brock et al. 2021)</source>
        <translation>Adaptiv: Gradientennorm jeder Einheit im Verhältnis zu ihrer Gewichtsnorm, ohne den Klassifikator (Brock et al. 2021)</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>In die Warteschlange</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address of the Ray cluster</source>
        <translation>Adresse des Ray-Clusters</translation>
    </message>
    <message>
        <source>After step {step} the weights are not finite</source>
        <translation>Nach Schritt {step} sind die Gewichte nicht endlich</translation>
    </message>
    <message>
        <source>After {epochs} epochs{over} {network} has {error} training error, its shallower twin {twin} {other}, and {halfway} after half of them: more layers made training itself worse.</source>
        <translation>Nach {epochs} Epochen{over} hat {network} {error} Trainingsfehler, sein flacherer Zwilling {twin} {other}, und {halfway} nach der Hälfte davon: Mehr Schichten haben das Training selbst verschlechtert.</translation>
    </message>
    <message>
        <source>Align by</source>
        <translation>Ausrichten nach</translation>
    </message>
    <message>
        <source>All channels of a block</source>
        <translation>Alle Kanäle eines Blocks</translation>
    </message>
    <message>
        <source>All datasets</source>
        <translation>Alle Datensätze</translation>
    </message>
    <message>
        <source>All else is identical: network, initial weights, data and training.</source>
        <translation>Alles Übrige ist identisch: Netz, Anfangsgewichte, Daten und Training.</translation>
    </message>
    <message>
        <source>All gates</source>
        <translation>Alle Gates</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>Alle Lektionen</translation>
    </message>
    <message>
        <source>All questions are done.</source>
        <translation>Alle Fragen sind beantwortet.</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>All runs of the sweep that this run belongs to, as a chart</source>
        <translation>Alle Läufe des Sweeps, zu dem dieser Lauf gehört, als Diagramm</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
    </message>
    <message>
        <source>All skips</source>
        <translation>Alle Skips</translation>
    </message>
    <message>
        <source>All skips off</source>
        <translation>Alle Skips aus</translation>
    </message>
    <message>
        <source>All skips on</source>
        <translation>Alle Skips an</translation>
    </message>
    <message>
        <source>Also at 8–110 layers before training, for families that have them.</source>
        <translation>Auch mit 8–110 Schichten vor dem Training, bei Familien, die sie haben.</translation>
    </message>
    <message>
        <source>Also at 8–110 layers, for families that have them.</source>
        <translation>Auch mit 8–110 Schichten, bei Familien, die sie haben.</translation>
    </message>
    <message>
        <source>Alt+Home</source>
        <translation>Alt+Pos1</translation>
    </message>
    <message>
        <source>Alt+←</source>
        <translation>Alt+←</translation>
    </message>
    <message>
        <source>Alt+→</source>
        <translation>Alt+→</translation>
    </message>
    <message>
        <source>Alternatives ruled out, and what to try</source>
        <translation type="vanished">Ausgeschlossene Alternativen und was zu versuchen ist</translation>
    </message>
    <message>
        <source>Alternatives ruled out, what to try, and what this verdict cannot tell</source>
        <translation>Ausgeschlossene Alternativen, was zu versuchen ist und was dieser Befund nicht sagen kann</translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>Analysen</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Analyze A</source>
        <translation>A analysieren</translation>
    </message>
    <message>
        <source>Analyze A and B</source>
        <translation>A und B analysieren</translation>
    </message>
    <message>
        <source>Analyze B</source>
        <translation>B analysieren</translation>
    </message>
    <message>
        <source>Analyze the network as it was before training. Networks that were not trained are always analyzed so.</source>
        <translation>Das Netz so analysieren, wie es vor dem Training war. Nicht trainierte Netze werden immer so analysiert.</translation>
    </message>
    <message>
        <source>Analyze the network before this step, too, or at the nearest step whose weights are stored as a checkpoint. 0: at initialization and as trained alone.</source>
        <translation>Das Netz auch vor diesem Schritt analysieren, oder bei dem nächstgelegenen Schritt, dessen Gewichte als Checkpoint gespeichert sind. 0: nur bei der Initialisierung und nach dem Training.</translation>
    </message>
    <message>
        <source>Another download is in progress.</source>
        <translation>Ein anderer Download läuft.</translation>
    </message>
    <message>
        <source>Another window cannot be opened: the program did not start.</source>
        <translation>Ein weiteres Fenster kann nicht geöffnet werden: Das Programm ist nicht gestartet.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Answer questions about all lessons</source>
        <translation>Fragen zu allen Lektionen beantworten</translation>
    </message>
    <message>
        <source>Answer questions about all lessons; wrong ones come back</source>
        <translation>Fragen zu allen Lektionen beantworten; falsch beantwortete kommen wieder</translation>
    </message>
    <message>
        <source>Answer to go on.</source>
        <translation>Antworten Sie, um fortzufahren.</translation>
    </message>
    <message>
        <source>Answers of A and B</source>
        <translation>Antworten von A und B</translation>
    </message>
    <message>
        <source>Architecture only, no training: the network&apos;s own input shape and classes</source>
        <translation>Nur Architektur, kein Training: Eingabeform und Klassen des Netzes selbst</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Archives of runs</source>
        <translation>Archive mit Läufen</translation>
    </message>
    <message>
        <source>Are gradients at neighboring inputs correlated, or like white noise?</source>
        <translation>Sind Gradienten an benachbarten Eingaben korreliert oder wie weißes Rauschen?</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Arrow keys choose a run, Enter asks what to do with it.</source>
        <translation>Pfeiltasten wählen einen Lauf, Enter fragt, was damit geschehen soll.</translation>
    </message>
    <message>
        <source>Arrow keys move between blocks, channels and networks; Enter enlarges.</source>
        <translation>Pfeiltasten bewegen zwischen Blöcken, Kanälen und Netzen; Enter vergrößert.</translation>
    </message>
    <message>
        <source>Arrow keys move from value to value, Page Up and Page Down between channels.</source>
        <translation>Pfeiltasten bewegen von Wert zu Wert, Bild↑ und Bild↓ zwischen Kanälen.</translation>
    </message>
    <message>
        <source>Arrow keys move the pen, Space puts it down and lifts it, Delete clears the pad.</source>
        <translation>Pfeiltasten bewegen den Stift, die Leertaste setzt ihn auf und hebt ihn ab, Entf leert die Zeichenfläche.</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>As an archive that opens elsewhere, a report, tables, JSON or event files</source>
        <translation>Als Archiv, das sich anderswo öffnen lässt, als Bericht, Tabellen, JSON oder Event-Dateien</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Ask A and B again, and put the images they get wrong first</source>
        <translation>A und B noch einmal fragen und die Bilder voranstellen, bei denen sie falsch liegen</translation>
    </message>
    <message>
        <source>Ask the next question</source>
        <translation>Nächste Frage stellen</translation>
    </message>
    <message>
        <source>At every step</source>
        <translation>In jedem Schritt</translation>
    </message>
    <message>
        <source>At initialization</source>
        <translation>Bei der Initialisierung</translation>
    </message>
    <message>
        <source>At initialization: do gradient and signal reach every layer, and what do init and norm change?</source>
        <translation>Bei der Initialisierung: Erreichen Gradient und Signal jede Schicht, und was ändern Init und Norm?</translation>
    </message>
    <message>
        <source>At learning rate {rate:g} the same run has {better} (training accuracy).</source>
        <translation>Mit Lernrate {rate:g} erreicht derselbe Lauf {better} (Trainingsgenauigkeit).</translation>
    </message>
    <message>
        <source>At step 0 the gradient of the first layers is {steep} times that of the classifier; the first {kick} updates multiplied the weights of layer {layer} by {grew}, and since then ‖g‖/‖w‖ near the input is {left} of what it was; training accuracy {accuracy}.{sharpness}</source>
        <translation>In Schritt 0 ist der Gradient der ersten Schichten das {steep}-fache von dem des Klassifikators; die ersten {kick} Aktualisierungen haben die Gewichte von Schicht {layer} mit {grew} multipliziert, und seither beträgt ‖g‖/‖w‖ nahe am Eingang das {left}-fache des früheren Werts; Trainingsgenauigkeit {accuracy}.{sharpness}</translation>
    </message>
    <message>
        <source>At which learning rates does this network start to learn, and at which does it diverge?</source>
        <translation>Bei welchen Lernraten beginnt dieses Netz zu lernen, und bei welchen divergiert es?</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Auto: {title}</source>
        <translation>Auto: {title}</translation>
    </message>
    <message>
        <source>Automatic: follows the zoom</source>
        <translation>Automatisch: folgt dem Zoom</translation>
    </message>
    <message>
        <source>Available once the engine is ready.</source>
        <translation>Verfügbar, sobald die Engine bereit ist.</translation>
    </message>
    <message>
        <source>Axis of your prediction</source>
        <translation>Achse Ihrer Vorhersage</translation>
    </message>
    <message>
        <source>B is training and its settings are locked. Stop it before copying A to B.</source>
        <translation>B trainiert, und seine Einstellungen sind gesperrt. Stoppen Sie B, bevor Sie A nach B kopieren.</translation>
    </message>
    <message>
        <source>B − A in decades of {measure}. {words}</source>
        <translation>B − A in Dekaden von {measure}. {words}</translation>
    </message>
    <message>
        <source>B − A: {decades:+.2f} decades</source>
        <translation>B − A: {decades:+.2f} Dekaden</translation>
    </message>
    <message>
        <source>BF16</source>
        <translation>BF16</translation>
    </message>
    <message>
        <source>BF16, FP16: the forward pass under autocast</source>
        <translation>BF16, FP16: der Vorwärtsdurchlauf unter Autocast</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>Rückwärts</translation>
    </message>
    <message>
        <source>Backward, {layer} is the first whose gradient at step 0 is not finite.</source>
        <translation>Rückwärts hat {layer} als Erstes in Schritt 0 einen nicht endlichen Gradienten.</translation>
    </message>
    <message>
        <source>Backward: the loss&apos;s gradient goes back through the layers, from the output on. Colors: RMS of the gradient with respect to each layer&apos;s output</source>
        <translation>Rückwärts: Der Gradient des Loss geht durch die Schichten zurück, vom Ausgang an. Farben: RMS des Gradienten nach der Ausgabe jeder Schicht</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>Basic settings</source>
        <translation>Grundeinstellungen</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>Batch-Norm</translation>
    </message>
    <message>
        <source>Batch norm: Over the batch, height and width, for each channel (Ioffe &amp; Szegedy 2015, arXiv 1502.03167)</source>
        <translation>Batch-Norm: über Batch, Höhe und Breite, für jeden Kanal (Ioffe &amp; Szegedy 2015, arXiv 1502.03167)</translation>
    </message>
    <message>
        <source>Batch norm; or, without norm, start with zero branches: family ReZero, or init “pytorch”.</source>
        <translation>Batch-Norm; oder ohne Norm mit Zweigen bei null beginnen: Familie ReZero, oder Init „pytorch“.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batch-Größe</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>Batches to measure, at most one pass over the training data.</source>
        <translation>Gemessene Batches, höchstens ein Durchgang durch die Trainingsdaten.</translation>
    </message>
    <message>
        <source>Before any update the gradient norm is {norm} in layer {layer} (in networks that learned: {seen}) and the loss {loss} (chance level: {guess}){now}.</source>
        <translation>Vor jeder Aktualisierung ist die Gradientennorm {norm} in Schicht {layer} (in Netzen, die gelernt haben: {seen}) und der Loss {loss} (Zufallsniveau: {guess}){now}.</translation>
    </message>
    <message>
        <source>Beginning of the file</source>
        <translation>Anfang der Datei</translation>
    </message>
    <message>
        <source>Black is 0, white the largest value of a block in A and B, blue negative.</source>
        <translation>Schwarz ist 0, Weiß der größte Wert eines Blocks in A und B, Blau negativ.</translation>
    </message>
    <message>
        <source>Block output variance</source>
        <translation>Varianz am Blockausgang</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Blocks in pairs</source>
        <translation>Blöcke paarweise</translation>
    </message>
    <message>
        <source>Blocks to read behind, evenly spaced, at most.</source>
        <translation>Höchstzahl der Blöcke, hinter denen gelesen wird, gleichmäßig verteilt.</translation>
    </message>
    <message>
        <source>Branches × 1/√L</source>
        <translation>Zweige × 1/√L</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>By norm: the norm of the gradient over all parameters</source>
        <translation>Nach Norm: die Norm des Gradienten über alle Parameter</translation>
    </message>
    <message>
        <source>By probes, per block</source>
        <translation>Mit Sonden, je Block</translation>
    </message>
    <message>
        <source>By probes, per layer</source>
        <translation>Mit Sonden, je Schicht</translation>
    </message>
    <message>
        <source>CIFAR (He et al. 2015)</source>
        <translation>CIFAR (He et al. 2015)</translation>
    </message>
    <message>
        <source>CSV tables</source>
        <translation>CSV-Tabellen</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel analysis of {side}</source>
        <translation>Analyse von {side} abbrechen</translation>
    </message>
    <message>
        <source>Cancel sweep</source>
        <translation>Sweep abbrechen</translation>
    </message>
    <message>
        <source>Cancel the download. The partial download is kept; downloading again resumes it</source>
        <translation>Download abbrechen. Was schon geladen ist, bleibt erhalten; ein neuer Download setzt dort fort</translation>
    </message>
    <message>
        <source>Cancel the inspection</source>
        <translation>Inspektion abbrechen</translation>
    </message>
    <message>
        <source>Canceling…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Changes no result of a run; counts for runs that start from now on</source>
        <translation>Ändert kein Ergebnis eines Laufs; gilt für Läufe, die ab jetzt starten</translation>
    </message>
    <message>
        <source>Channels of the first stage; each later stage has twice as many</source>
        <translation>Kanäle der ersten Stufe; jede weitere Stufe hat doppelt so viele</translation>
    </message>
    <message>
        <source>Channels of {side}</source>
        <translation>Kanäle von {side}</translation>
    </message>
    <message>
        <source>Channels × height × width of an image, such as 3×32×32</source>
        <translation>Kanäle × Höhe × Breite eines Bildes, etwa 3×32×32</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>Checkpoints take {used}. </source>
        <translation>Checkpoints belegen {used}. </translation>
    </message>
    <message>
        <source>Choose a Python file</source>
        <translation>Python-Datei wählen</translation>
    </message>
    <message>
        <source>Choose a dataset in its card, such as {title}.</source>
        <translation>Wählen Sie in der Karte einen Datensatz, etwa {title}.</translation>
    </message>
    <message>
        <source>Choose a file of initial weights</source>
        <translation>Datei mit Anfangsgewichten wählen</translation>
    </message>
    <message>
        <source>Choose a test image, draw one, or open a file: what leaves every block of A and B appears here.</source>
        <translation>Wählen Sie ein Testbild, zeichnen Sie eines oder öffnen Sie eine Datei: Hier erscheint, was jeden Block von A und B verlässt.</translation>
    </message>
    <message>
        <source>Choose a test image; those that A or B gets wrong come first</source>
        <translation>Ein Testbild wählen; zuerst kommen die, bei denen A oder B falsch liegt</translation>
    </message>
    <message>
        <source>Choose a training folder, or at least two classes.</source>
        <translation>Wählen Sie einen Trainingsordner oder mindestens zwei Klassen.</translation>
    </message>
    <message>
        <source>Choose an analysis</source>
        <translation>Analyse wählen</translation>
    </message>
    <message>
        <source>Choose an instrument with a logarithmic scale, such as Gradient RMS.</source>
        <translation>Wählen Sie ein Instrument mit logarithmischer Skala, etwa Gradient RMS.</translation>
    </message>
    <message>
        <source>Choose answer {place} (key {place})</source>
        <translation>Antwort {place} wählen (Taste {place})</translation>
    </message>
    <message>
        <source>Choose at most one training folder and one test folder.</source>
        <translation>Wählen Sie höchstens einen Trainingsordner und einen Testordner.</translation>
    </message>
    <message>
        <source>Choose detail automatically from the zoom</source>
        <translation>Detailstufe automatisch nach dem Zoom wählen</translation>
    </message>
    <message>
        <source>Choose file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Choose initial weights</source>
        <translation>Anfangsgewichte wählen</translation>
    </message>
    <message>
        <source>Choose the key file</source>
        <translation>Schlüsseldatei wählen</translation>
    </message>
    <message>
        <source>Choose what you expect to go on.</source>
        <translation>Wählen Sie, was Sie erwarten, um fortzufahren.</translation>
    </message>
    <message>
        <source>Choose where to write, and write</source>
        <translation>Zielort wählen und schreiben</translation>
    </message>
    <message>
        <source>Choose “{place}” first.</source>
        <translation>Wählen Sie zuerst „{place}“.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Class scores</source>
        <translation>Klassen-Scores</translation>
    </message>
    <message>
        <source>Class scores that still differ by a little more than the limit are not called collapsed, though the accuracy is at chance level; whether they would go on to collapse, more steps show.</source>
        <translation>Klassenwerte, die sich noch etwas mehr als bis zur Grenze unterscheiden, gelten nicht als kollabiert, obwohl die Genauigkeit auf Zufallsniveau liegt; ob sie noch kollabieren würden, zeigen mehr Schritte.</translation>
    </message>
    <message>
        <source>Class {names}</source>
        <translation>Klasse {names}</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Classes are {classes!r}; allowed: a whole number, at least 2.</source>
        <translation>Klassen: {classes!r}; erlaubt: eine ganze Zahl, mindestens 2.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Click a layer, a block or a junction in A or B to see its details. Readings appear during training.</source>
        <translation>Klicken Sie auf eine Schicht, einen Block oder eine Verzweigung in A oder B, um Einzelheiten zu sehen. Messwerte erscheinen während des Trainings.</translation>
    </message>
    <message>
        <source>Click a name to hide or show its line</source>
        <translation>Auf einen Namen klicken blendet seine Linie aus oder ein</translation>
    </message>
    <message>
        <source>Click an arc to switch its skip; Shift and drag across several; ← → and Space do the same; G moves a gate while training. Alt with ← → selects layers; + and − show more or less detail; Page Up and Page Down zoom; F shows everything.</source>
        <translation>Ein Klick auf einen Bogen schaltet seinen Skip, Umschalt und Ziehen mehrere; ← → und Leertaste tun dasselbe; G bewegt während des Trainings ein Gate. Alt mit ← → wählt Schichten; + und − zeigen mehr oder weniger Detail; Bild↑ und Bild↓ zoomen; F zeigt alles.</translation>
    </message>
    <message>
        <source>Click to place a mark, drag to move it. Keys: Space adds, left and right move, up and down choose</source>
        <translation>Klick setzt eine Marke, Ziehen verschiebt sie. Tasten: Leertaste fügt hinzu, links und rechts verschieben, auf und ab wählen</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Clipping</translation>
    </message>
    <message>
        <source>Clip by norm</source>
        <translation>Nach Norm begrenzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close and keep the limits of now (Esc)</source>
        <translation>Schließen und die jetzigen Grenzen behalten (Esc)</translation>
    </message>
    <message>
        <source>Close and keep the present engine</source>
        <translation>Schließen und die jetzige Engine behalten</translation>
    </message>
    <message>
        <source>Close evidence</source>
        <translation>Beleg schließen</translation>
    </message>
    <message>
        <source>Close evidence and return to the previous view</source>
        <translation>Beleg schließen und zur vorigen Ansicht zurück</translation>
    </message>
    <message>
        <source>Close the quiz and return to your own cards and layout</source>
        <translation>Quiz schließen und zu den eigenen Karten und der eigenen Anordnung zurück</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Close this lesson and return to your own cards and layout</source>
        <translation>Lektion schließen und zu den eigenen Karten und der eigenen Anordnung zurück</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Close this message (Esc while it has the keyboard)</source>
        <translation>Meldung schließen (Esc, solange sie den Tastaturfokus hat)</translation>
    </message>
    <message>
        <source>Close this window (Esc)</source>
        <translation>Fenster schließen (Esc)</translation>
    </message>
    <message>
        <source>Close this window; a download continues (Esc)</source>
        <translation>Fenster schließen; ein Download läuft weiter (Esc)</translation>
    </message>
    <message>
        <source>Close without copying or saving</source>
        <translation>Schließen, ohne zu kopieren oder zu speichern</translation>
    </message>
    <message>
        <source>Close without forking (Esc)</source>
        <translation>Schließen, ohne abzuzweigen (Esc)</translation>
    </message>
    <message>
        <source>Close without opening a folder (Esc)</source>
        <translation>Schließen, ohne einen Ordner zu öffnen (Esc)</translation>
    </message>
    <message>
        <source>Close without opening a model</source>
        <translation>Schließen, ohne ein Modell zu öffnen</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Schließen ohne Speichern</translation>
    </message>
    <message>
        <source>Close; your choices are kept</source>
        <translation>Schließen; Ihre Auswahl bleibt erhalten</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Color scale</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Color scale of the phase</source>
        <translation>Farbskala der Phase</translation>
    </message>
    <message>
        <source>Color scale: {title} from {low} to {high}</source>
        <translation>Farbskala: {title} von {low} bis {high}</translation>
    </message>
    <message>
        <source>Colors of the window</source>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Command palette: find an action, a network or a run</source>
        <translation>Befehlspalette: eine Aktion, ein Netz oder einen Lauf finden</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Befehlspalette …</translation>
    </message>
    <message>
        <source>Command that opens a tunnel</source>
        <translation>Befehl, der einen Tunnel öffnet</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare all runs, the selected ones, or those of a sweep</source>
        <translation>Alle Läufe vergleichen, die ausgewählten oder die eines Sweeps</translation>
    </message>
    <message>
        <source>Compare its sweep</source>
        <translation>Seinen Sweep vergleichen</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>Compare runs: charts, curves, gradients, differences</source>
        <translation>Läufe vergleichen: Diagramme, Kurven, Gradienten, Unterschiede</translation>
    </message>
    <message>
        <source>Compare the runs of this sweep: charts, curves, differences</source>
        <translation>Die Läufe dieses Sweeps vergleichen: Diagramme, Kurven, Unterschiede</translation>
    </message>
    <message>
        <source>Compare the selected runs</source>
        <translation>Die ausgewählten Läufe vergleichen</translation>
    </message>
    <message>
        <source>Compared: {runs}.</source>
        <translation>Verglichen: {runs}.</translation>
    </message>
    <message>
        <source>Comparisons show differences from the reference</source>
        <translation>Vergleiche zeigen die Differenz zur Referenz</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Compute the seeds of each point as one network: faster where layers are narrow. It rounds otherwise than
a run alone, and such runs are neither resumed nor forked</source>
        <translation>Die Seeds jedes Punkts als ein Netz berechnen: schneller, wo Schichten schmal sind. Es wird anders gerundet als bei
einem einzelnen Lauf, und solche Läufe lassen sich weder fortsetzen noch abzweigen</translation>
    </message>
    <message>
        <source>Conditions on any setting or result, such as norm=none depth&gt;=20 test_error&lt;10%; words</source>
        <translation>Bedingungen an eine beliebige Einstellung oder ein Ergebnis, etwa norm=none depth&gt;=20 test_error&lt;10%; Wörter</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connect to an engine</source>
        <translation>Mit einer Engine verbinden</translation>
    </message>
    <message>
        <source>Connect to an engine…</source>
        <translation>Mit einer Engine verbinden …</translation>
    </message>
    <message>
        <source>Connected to {address} again.</source>
        <translation>Wieder mit {address} verbunden.</translation>
    </message>
    <message>
        <source>Connecting to {address}…</source>
        <translation>Verbindung mit {address} …</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt …</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Constant rate</source>
        <translation>Konstante Rate</translation>
    </message>
    <message>
        <source>Constant rate: The same learning rate throughout</source>
        <translation>Konstante Rate: durchgehend dieselbe Lernrate</translation>
    </message>
    <message>
        <source>Constant; 0: the run&apos;s initial learning rate.</source>
        <translation>Konstant; 0: die anfängliche Lernrate des Laufs.</translation>
    </message>
    <message>
        <source>Constructor arguments as name=value, …; others keep their defaults</source>
        <translation>Konstruktorargumente als Name=Wert, …; die übrigen behalten ihre Vorgaben</translation>
    </message>
    <message>
        <source>Contents (Alt+Home)</source>
        <translation>Inhalt (Alt+Pos1)</translation>
    </message>
    <message>
        <source>Continue at step {at}</source>
        <translation>Bei Schritt {at} fortfahren</translation>
    </message>
    <message>
        <source>Continue training.</source>
        <translation>Weiter trainieren.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copied: {line}</source>
        <translation>Kopiert: {line}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy A to B</source>
        <translation>A nach B kopieren</translation>
    </message>
    <message>
        <source>Copy A to B: B gets all of A&apos;s settings</source>
        <translation>A nach B kopieren: B erhält alle Einstellungen von A</translation>
    </message>
    <message>
        <source>Copy A&apos;s settings to B</source>
        <translation>Die Einstellungen von A nach B kopieren</translation>
    </message>
    <message>
        <source>Copy all findings as text</source>
        <translation>Alle Befunde als Text kopieren</translation>
    </message>
    <message>
        <source>Copy command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copy every value of this figure</source>
        <translation>Alle Werte dieser Abbildung kopieren</translation>
    </message>
    <message>
        <source>Copy or save</source>
        <translation>Kopieren oder speichern</translation>
    </message>
    <message>
        <source>Copy or save the values and the picture of this tab (Ctrl+S)</source>
        <translation>Werte und Bild dieses Reiters kopieren oder speichern (Strg+S)</translation>
    </message>
    <message>
        <source>Copy or save versions and log for a report; personal paths are left out</source>
        <translation>Versionen und Protokoll für einen Bericht kopieren oder speichern; persönliche Pfade bleiben draußen</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Copy values as CSV</source>
        <translation>Werte als CSV kopieren</translation>
    </message>
    <message>
        <source>Correct the sweep first.</source>
        <translation>Berichtigen Sie zuerst den Sweep.</translation>
    </message>
    <message>
        <source>Cosine decay</source>
        <translation>Kosinus-Abfall</translation>
    </message>
    <message>
        <source>Cosine decay: Half a cosine from the learning rate to 0 (Loshchilov &amp; Hutter 2017, arXiv 1608.03983)</source>
        <translation>Kosinus-Abfall: ein halber Kosinus von der Lernrate bis 0 (Loshchilov &amp; Hutter 2017, arXiv 1608.03983)</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Crop</translation>
    </message>
    <message>
        <source>Crop + flip</source>
        <translation>Crop + Flip</translation>
    </message>
    <message>
        <source>Crop + flip: Random shift and horizontal flip</source>
        <translation>Crop + Flip: zufällige Verschiebung und horizontale Spiegelung</translation>
    </message>
    <message>
        <source>Crop: Random shift by up to an eighth of the size</source>
        <translation>Crop: zufällige Verschiebung um bis zu ein Achtel der Größe</translation>
    </message>
    <message>
        <source>Cross-entropy in nats. Faint: batch of each step; bold: smoothed; dots: test images after each epoch; dotted line: chance level, ln(classes) for balanced classes. Lower is better.</source>
        <translation>Kreuzentropie in Nats. Blass: Batch jedes Schritts; fett: geglättet; Punkte: Testbilder nach jeder Epoche; gepunktete Linie: Zufallsniveau, ln(Klassen) bei ausgewogenen Klassen. Niedriger ist besser.</translation>
    </message>
    <message>
        <source>Ctrl+-</source>
        <translation>Strg+-</translation>
    </message>
    <message>
        <source>Ctrl+=</source>
        <translation>Strg+=</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Strg+F</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Strg+Mausrad</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Curves over</source>
        <translation>Kurven über</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Data: download, open an image folder, view samples</source>
        <translation>Daten: herunterladen, Bildordner öffnen, Beispiele ansehen</translation>
    </message>
    <message>
        <source>Dataset of the test images</source>
        <translation>Datensatz der Testbilder</translation>
    </message>
    <message>
        <source>Dataset to train on</source>
        <translation>Datensatz für das Training</translation>
    </message>
    <message>
        <source>Data…</source>
        <translation>Daten …</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Dead ReLUs</source>
        <translation>Tote ReLUs</translation>
    </message>
    <message>
        <source>Dead channels</source>
        <translation>Tote Kanäle</translation>
    </message>
    <message>
        <source>Default stem</source>
        <translation>Vorgegebener Stamm</translation>
    </message>
    <message>
        <source>Degradation</source>
        <translation>Degradation</translation>
    </message>
    <message>
        <source>Degradation, to be confirmed</source>
        <translation>Degradation, zu bestätigen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the selected runs</source>
        <translation>Die ausgewählten Läufe löschen</translation>
    </message>
    <message>
        <source>Deleted {called}.</source>
        <translation>{called} gelöscht.</translation>
    </message>
    <message>
        <source>Delta-orthogonal init</source>
        <translation>Delta-orthogonal-Init</translation>
    </message>
    <message>
        <source>Delta-orthogonal init: The gain times an orthogonal matrix at the center of each kernel, zeros around it (Xiao et al. 2018, arXiv 1806.05393)</source>
        <translation>Delta-orthogonal-Init: Verstärkung mal orthogonale Matrix in der Mitte jedes Kerns, sonst Nullen (Xiao et al. 2018, arXiv 1806.05393)</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Depth of the copy</source>
        <translation>Tiefe der Kopie</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detailstufe</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Deviation across images</source>
        <translation>Streuung über Bilder</translation>
    </message>
    <message>
        <source>Device for training</source>
        <translation>Gerät für das Training</translation>
    </message>
    <message>
        <source>Difference B − A</source>
        <translation>Differenz B − A</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Verbindung trennen</translation>
    </message>
    <message>
        <source>Disk space for checkpoints</source>
        <translation>Speicherplatz für Checkpoints</translation>
    </message>
    <message>
        <source>Distance from initialization</source>
        <translation>Abstand von der Initialisierung</translation>
    </message>
    <message>
        <source>Distortion through depth</source>
        <translation>Verzerrung durch die Tiefe</translation>
    </message>
    <message>
        <source>Distribution of the selected layer&apos;s gradients, weights or activations, over time and at one step</source>
        <translation>Verteilung der Gradienten, Gewichte oder Aktivierungen der ausgewählten Schicht, über die Zeit und in einem Schritt</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>Divergiert</translation>
    </message>
    <message>
        <source>Do nothing</source>
        <translation>Nichts tun</translation>
    </message>
    <message>
        <source>Docked panels</source>
        <translation>Angedockte Bereiche</translation>
    </message>
    <message>
        <source>Does the gradient flow through deep paths with all blocks, or through short ones?</source>
        <translation>Fließt der Gradient durch tiefe Pfade mit allen Blöcken oder durch kurze?</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Double click on a box or layer</source>
        <translation>Doppelklick auf einen Kasten oder eine Schicht</translation>
    </message>
    <message>
        <source>Double-click opens a run in A</source>
        <translation>Doppelklick öffnet einen Lauf in A</translation>
    </message>
    <message>
        <source>Double-click opens a run in A; or drag it onto the card of A or B. Right-click for more</source>
        <translation>Doppelklick öffnet einen Lauf in A; oder ziehen Sie ihn auf die Karte von A oder B. Rechtsklick zeigt mehr</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Download ({download_bytes})</source>
        <translation>Herunterladen ({download_bytes})</translation>
    </message>
    <message>
        <source>Download datasets, open an image folder, view samples</source>
        <translation>Datensätze herunterladen, Bildordner öffnen, Beispiele ansehen</translation>
    </message>
    <message>
        <source>Download the dataset to see samples.</source>
        <translation>Laden Sie den Datensatz herunter, um Beispiele zu sehen.</translation>
    </message>
    <message>
        <source>Download the selected dataset to your data folder</source>
        <translation>Den ausgewählten Datensatz in Ihren Datenordner herunterladen</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Drag or press the arrow keys to rotate the surface; Home resets the view</source>
        <translation>Ziehen oder Pfeiltasten drehen die Fläche; Pos1 setzt die Ansicht zurück</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw a digit with the mouse</source>
        <translation>Eine Ziffer mit der Maus zeichnen</translation>
    </message>
    <message>
        <source>Draw from left to right with the mouse, or use the keys: left and right choose a point, up and down move it, Page Up and Page Down move it further, Enter ends.</source>
        <translation>Zeichnen Sie mit der Maus von links nach rechts, oder mit den Tasten: links und rechts wählen einen Punkt, auf und ab bewegen ihn, Bild↑ und Bild↓ bewegen ihn weiter, Enter beendet.</translation>
    </message>
    <message>
        <source>Draw the loss on a logarithmic axis</source>
        <translation>Den Loss auf einer logarithmischen Achse zeichnen</translation>
    </message>
    <message>
        <source>Draw the results on a logarithmic axis</source>
        <translation>Die Ergebnisse auf einer logarithmischen Achse zeichnen</translation>
    </message>
    <message>
        <source>Draw with the keys</source>
        <translation>Mit den Tasten zeichnen</translation>
    </message>
    <message>
        <source>Draw with the left button, or with the keys. {keys}</source>
        <translation>Mit der linken Maustaste zeichnen oder mit der Tastatur. {keys}</translation>
    </message>
    <message>
        <source>Draw with the mouse in the {plot}. {keys}</source>
        <translation>Zeichnen Sie mit der Maus in: {plot}. {keys}</translation>
    </message>
    <message>
        <source>Draw with the mouse, or with Space and the arrow keys</source>
        <translation>Zeichnen Sie mit der Maus, oder mit Leertaste und Pfeiltasten</translation>
    </message>
    <message>
        <source>Draw your prediction of {side} here</source>
        <translation>Zeichnen Sie hier Ihre Vorhersage für {side}</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>Each run</source>
        <translation>Jeder Lauf</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Epoch {epoch}/{epochs}</source>
        <translation>Epoche {epoch}/{epochs}</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Epochs are {epochs}; the child would have no step of its own.</source>
        <translation>Epochen: {epochs}; der Abzweig hätte keinen eigenen Schritt.</translation>
    </message>
    <message>
        <source>Epochs in all, those of the parent included</source>
        <translation>Epochen insgesamt, die des Elternlaufs mitgezählt</translation>
    </message>
    <message>
        <source>Error at each epoch</source>
        <translation>Fehler in jeder Epoche</translation>
    </message>
    <message>
        <source>Error or loss while training</source>
        <translation>Fehler oder Loss während des Trainings</translation>
    </message>
    <message>
        <source>Even after {epochs} epochs {network} has {error} training error, its shallower twin {twin} {other} after {fewer}: more layers made training itself worse, not only slower.</source>
        <translation>Selbst nach {epochs} Epochen hat {network} {error} Trainingsfehler, sein flacherer Zwilling {twin} {other} nach {fewer}: Mehr Schichten haben das Training selbst verschlechtert, nicht nur verlangsamt.</translation>
    </message>
    <message>
        <source>Evenly spaced points on each line.</source>
        <translation>Gleichmäßig verteilte Punkte auf jeder Linie.</translation>
    </message>
    <message>
        <source>Every layer&apos;s output is finite: the class scores or the labels cause it.</source>
        <translation>Die Ausgabe jeder Schicht ist endlich: Ursache sind die Klassenwerte oder die Labels.</translation>
    </message>
    <message>
        <source>Every value of this tab, for a spreadsheet</source>
        <translation>Alle Werte dieses Reiters, für eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Every word has to occur; a number is a network&apos;s depth</source>
        <translation>Jedes Wort muss vorkommen; eine Zahl ist die Tiefe eines Netzes</translation>
    </message>
    <message>
        <source>Everything of the runs in one file that opens elsewhere: settings, versions, readings, graphs, findings, analyses and, on request, trained weights. Never code.</source>
        <translation>Alles über die Läufe in einer Datei, die sich anderswo öffnen lässt: Einstellungen, Versionen, Messwerte, Graphen, Befunde, Analysen und auf Wunsch trainierte Gewichte. Niemals Code.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Examples in each; a quarter of the data at most.</source>
        <translation>Beispiele in jedem; höchstens ein Viertel der Daten.</translation>
    </message>
    <message>
        <source>Expected time for its unfinished runs, measured by a few steps and corrected by finished runs</source>
        <translation>Erwartete Zeit für die unfertigen Läufe, an wenigen Schritten gemessen und durch fertige Läufe berichtigt</translation>
    </message>
    <message>
        <source>Exploded at step 0, then frozen</source>
        <translation>In Schritt 0 explodiert, dann eingefroren</translation>
    </message>
    <message>
        <source>Exploding gradient</source>
        <translation>Explodierender Gradient</translation>
    </message>
    <message>
        <source>Export A and B…</source>
        <translation>A und B exportieren …</translation>
    </message>
    <message>
        <source>Export as {title}</source>
        <translation>Exportieren als {title}</translation>
    </message>
    <message>
        <source>Export nothing</source>
        <translation>Nichts exportieren</translation>
    </message>
    <message>
        <source>Export run</source>
        <translation>Lauf exportieren</translation>
    </message>
    <message>
        <source>Export the runs in A and B: archive, report, tables, JSON or event files</source>
        <translation>Die Läufe in A und B exportieren: Archiv, Bericht, Tabellen, JSON oder Event-Dateien</translation>
    </message>
    <message>
        <source>Export {count:,} runs</source>
        <translation>{count:,} Läufe exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>F2 renames; ↳ marks a fork</source>
        <translation>F2 benennt um; ↳ kennzeichnet einen Abzweig</translation>
    </message>
    <message>
        <source>F3</source>
        <translation>F3</translation>
    </message>
    <message>
        <source>FP16</source>
        <translation>FP16</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File with initial weights: safetensors, or a PyTorch checkpoint with a state dict. Empty: the model&apos;s own</source>
        <translation>Datei mit Anfangsgewichten: safetensors oder ein PyTorch-Checkpoint mit State-Dict. Leer: die des Modells</translation>
    </message>
    <message>
        <source>Film of A and B</source>
        <translation>Film von A und B</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter: norm=none depth&gt;=20</source>
        <translation>Filter: norm=none depth&gt;=20</translation>
    </message>
    <message>
        <source>Final verdict</source>
        <translation>Endgültiger Befund</translation>
    </message>
    <message>
        <source>Find a layer</source>
        <translation>Schicht suchen</translation>
    </message>
    <message>
        <source>Find a layer in A or B by name or type</source>
        <translation>Eine Schicht in A oder B nach Name oder Typ suchen</translation>
    </message>
    <message>
        <source>Find the file. New code is not run before you trust it (Enter)</source>
        <translation>Die Datei suchen. Neuer Code läuft erst, wenn Sie ihm vertrauen (Enter)</translation>
    </message>
    <message>
        <source>Finding “{title}”</source>
        <translation>Befund „{title}“</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>First layers. Small: a 3×3 convolution without stride or pooling, for images of 32×32 or less</source>
        <translation>Erste Schichten. Klein: eine 3×3-Faltung ohne Stride und Pooling, für Bilder bis 32×32</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Fit all three plots to their data (double click fits one)</source>
        <translation>Alle drei Kurven in ihre Daten einpassen (Doppelklick passt eine ein)</translation>
    </message>
    <message>
        <source>Fit all views</source>
        <translation>Alle Ansichten einpassen</translation>
    </message>
    <message>
        <source>Fit plots</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Fit the figure to its data (double click)</source>
        <translation>Die Abbildung in ihre Daten einpassen (Doppelklick)</translation>
    </message>
    <message>
        <source>Fixup init</source>
        <translation>Fixup-Init</translation>
    </message>
    <message>
        <source>Fixup init: He init with residual branches scaled down by their number, their last convolution and the classifier at 0: trains residual networks without norm (Zhang et al. 2019, arXiv 1901.09321)</source>
        <translation>Fixup-Init: He-Init, Residualzweige nach ihrer Zahl verkleinert, ihre letzte Faltung und der Klassifikator bei 0: trainiert Residualnetze ohne Norm (Zhang et al. 2019, arXiv 1901.09321)</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Flip</translation>
    </message>
    <message>
        <source>Flip: Horizontal flip with probability ½ (not for digits)</source>
        <translation>Flip: horizontale Spiegelung mit Wahrscheinlichkeit ½ (nicht für Ziffern)</translation>
    </message>
    <message>
        <source>Float32</source>
        <translation>Float32</translation>
    </message>
    <message>
        <source>Focus message bar</source>
        <translation>Zur Meldungsleiste</translation>
    </message>
    <message>
        <source>Focus the message bar, and back</source>
        <translation>Zur Meldungsleiste und zurück</translation>
    </message>
    <message>
        <source>Follow the newest step</source>
        <translation>Dem neuesten Schritt folgen</translation>
    </message>
    <message>
        <source>Force quit</source>
        <translation>Beenden erzwingen</translation>
    </message>
    <message>
        <source>Force quit the training engine now. Runs keep what was stored until the last second, without weights</source>
        <translation>Die Trainings-Engine jetzt zwangsweise beenden. Läufe behalten, was bis zur letzten Sekunde gespeichert wurde, ohne Gewichte</translation>
    </message>
    <message>
        <source>Forget sweep</source>
        <translation>Sweep vergessen</translation>
    </message>
    <message>
        <source>Forget the score and ask all questions again</source>
        <translation>Punktzahl vergessen und alle Fragen noch einmal stellen</translation>
    </message>
    <message>
        <source>Fork and train</source>
        <translation>Abzweigen und trainieren</translation>
    </message>
    <message>
        <source>Fork {0}…</source>
        <translation>{0} abzweigen …</translation>
    </message>
    <message>
        <source>Fork {name}</source>
        <translation>{name} abzweigen</translation>
    </message>
    <message>
        <source>Fork {side} from the step before this…</source>
        <translation>{side} ab dem Schritt davor abzweigen …</translation>
    </message>
    <message>
        <source>Fork…</source>
        <translation>Abzweigen …</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Forward collapse</source>
        <translation>Vorwärts kollabiert</translation>
    </message>
    <message>
        <source>Forward, {layer} is the first whose output is not finite.</source>
        <translation>Vorwärts hat {layer} als Erstes eine nicht endliche Ausgabe.</translation>
    </message>
    <message>
        <source>Forward: the batch goes through the layers, from the input on. Colors: RMS of each layer&apos;s output</source>
        <translation>Vorwärts: Der Batch geht durch die Schichten, vom Eingang an. Farben: RMS der Ausgabe jeder Schicht</translation>
    </message>
    <message>
        <source>Fractions of the training time, measured during training. Instruments: measurements at every step (CPU time). Probes: a separate pass over a fixed batch, at intervals adapted so that both together cost at most 5 % (1 % more if the instruments alone take that), unless Probe every is set in the card. Neither changes the run&apos;s numbers.</source>
        <translation>Anteile an der Trainingszeit, während des Trainings gemessen. Instrumente: Messungen in jedem Schritt (CPU-Zeit). Sonden: ein eigener Durchlauf über einen festen Batch, in Abständen, die so angepasst werden, dass beides zusammen höchstens 5 % kostet (1 % mehr, wenn die Instrumente allein so viel brauchen), außer wenn „Sonde alle“ in der Karte gesetzt ist. Beides ändert die Zahlen des Laufs nicht.</translation>
    </message>
    <message>
        <source>Frames are spread evenly: the pictures are not right above.</source>
        <translation>Die Bilder sind gleichmäßig verteilt: Sie stehen nicht genau unter den Netzbildern.</translation>
    </message>
    <message>
        <source>From step</source>
        <translation>Ab Schritt</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Full screen on or off</source>
        <translation>Vollbild an oder aus</translation>
    </message>
    <message>
        <source>Further epochs of training for the network and its copies.</source>
        <translation>Weitere Trainingsepochen für das Netz und seine Kopien.</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>GELU: x · Φ(x) (Hendrycks &amp; Gimpel 2016, arXiv 1606.08415)</source>
        <translation>GELU: x · Φ(x) (Hendrycks &amp; Gimpel 2016, arXiv 1606.08415)</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>Gate of {skips}</source>
        <translation>Gate von {skips}</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Gates</translation>
    </message>
    <message>
        <source>Gates move to values between 0 and 1 while a run trains. Start training first.</source>
        <translation>Gates nehmen Werte zwischen 0 und 1 an, während ein Lauf trainiert. Starten Sie zuerst das Training.</translation>
    </message>
    <message>
        <source>Gates of stage {stage}</source>
        <translation>Gates der Stufe {stage}</translation>
    </message>
    <message>
        <source>Gates of {count} skips</source>
        <translation>Gates von {count} Skips</translation>
    </message>
    <message>
        <source>Gates that move at this step</source>
        <translation>Gates, die sich in diesem Schritt bewegen</translation>
    </message>
    <message>
        <source>Give the plot the keyboard: arrows choose and move points</source>
        <translation>Der Kurve die Tastatur geben: Pfeiltasten wählen und bewegen Punkte</translation>
    </message>
    <message>
        <source>Go back one step in the lesson</source>
        <translation>In der Lektion einen Schritt zurück</translation>
    </message>
    <message>
        <source>Go on with the run in {0} from its last checkpoint, or train it longer</source>
        <translation>Den Lauf in {0} ab seinem letzten Checkpoint fortsetzen oder länger trainieren</translation>
    </message>
    <message>
        <source>Go on with this run, from its last checkpoint</source>
        <translation>Diesen Lauf ab seinem letzten Checkpoint fortsetzen</translation>
    </message>
    <message>
        <source>Go on without doing this step</source>
        <translation>Weiter, ohne diesen Schritt zu tun</translation>
    </message>
    <message>
        <source>Go to the next / previous match</source>
        <translation>Zum nächsten / vorigen Treffer</translation>
    </message>
    <message>
        <source>Go to the next step of the lesson</source>
        <translation>Zum nächsten Schritt der Lektion</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Gradient / weight</source>
        <translation>Gradient / Gewicht</translation>
    </message>
    <message>
        <source>Gradient RMS</source>
        <translation>Gradient RMS</translation>
    </message>
    <message>
        <source>Gradient RMS through depth</source>
        <translation>Gradient RMS durch die Tiefe</translation>
    </message>
    <message>
        <source>Gradient at the output</source>
        <translation>Gradient an der Ausgabe</translation>
    </message>
    <message>
        <source>Gradient histogram</source>
        <translation>Gradienten-Histogramm</translation>
    </message>
    <message>
        <source>Gradient noise scale</source>
        <translation>Rauschskala des Gradienten</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Gradient profiles</source>
        <translation>Gradientenprofile</translation>
    </message>
    <message>
        <source>Gradient through the shortcut</source>
        <translation>Gradient durch den Shortcut</translation>
    </message>
    <message>
        <source>Gradient: first / last layers</source>
        <translation>Gradient: erste / letzte Schichten</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>Gradients of every layer, at step 0 and at the end</source>
        <translation>Gradienten jeder Schicht, in Schritt 0 und am Ende</translation>
    </message>
    <message>
        <source>GraphML graph (*.graphml)</source>
        <translation>GraphML-Graph (*.graphml)</translation>
    </message>
    <message>
        <source>Graphviz DOT graph (*.dot)</source>
        <translation>Graphviz-DOT-Graph (*.dot)</translation>
    </message>
    <message>
        <source>Gray dots: the class. Triangles: your marks. Diamonds: what runs gave, one for each seed</source>
        <translation>Graue Punkte: der Kurs. Dreiecke: Ihre Marken. Rauten: Ergebnisse der Läufe, eine je Seed</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Group norm</source>
        <translation>Group-Norm</translation>
    </message>
    <message>
        <source>Group norm: Over groups of channels of one image (Wu &amp; He 2018, arXiv 1803.08494)</source>
        <translation>Group-Norm: über Gruppen von Kanälen eines Bildes (Wu &amp; He 2018, arXiv 1803.08494)</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Guide: {page}</source>
        <translation>Handbuch: {page}</translation>
    </message>
    <message>
        <source>Half-life of the bold curve&apos;s average, in steps</source>
        <translation>Halbwertszeit des Mittels der fetten Kurve, in Schritten</translation>
    </message>
    <message>
        <source>Half-life of the curves&apos; average, in steps</source>
        <translation>Halbwertszeit des Mittels der Kurven, in Schritten</translation>
    </message>
    <message>
        <source>He init</source>
        <translation>He-Init</translation>
    </message>
    <message>
        <source>He init: Normal with variance gain² / fan-in, 2 / fan-in for ReLU (He et al. 2015, arXiv 1502.01852)</source>
        <translation>He-Init: normalverteilt mit Varianz Verstärkung² / Fan-in, 2 / Fan-in für ReLU (He et al. 2015, arXiv 1502.01852)</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Heatmaps</source>
        <translation>Heatmaps</translation>
    </message>
    <message>
        <source>Hide predictions of the class</source>
        <translation>Vorhersagen des Kurses ausblenden</translation>
    </message>
    <message>
        <source>Highest learning rate of the range, unless the loss diverges earlier.</source>
        <translation>Höchste Lernrate des Bereichs, wenn der Loss nicht vorher divergiert.</translation>
    </message>
    <message>
        <source>Highest rate</source>
        <translation>Höchste Rate</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Histogram of</source>
        <translation>Histogramm von</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Horizontal axis of the loss and accuracy curves</source>
        <translation>Waagerechte Achse der Loss- und Genauigkeitskurven</translation>
    </message>
    <message>
        <source>Host and port of the tunnel&apos;s end on this machine</source>
        <translation>Host und Port des Tunnelendes auf diesem Rechner</translation>
    </message>
    <message>
        <source>How far is each block from the identity, and does training preserve a deeper network initialized as the trained one plus identity blocks?</source>
        <translation>Wie weit ist jeder Block von der Identität entfernt, und erhält das Training ein tieferes Netz, das als das trainierte plus Identitätsblöcke initialisiert ist?</translation>
    </message>
    <message>
        <source>How many examples does a gradient estimate need before signal exceeds noise?</source>
        <translation>Wie viele Beispiele braucht eine Schätzung des Gradienten, bis das Signal das Rauschen übersteigt?</translation>
    </message>
    <message>
        <source>How many of the class chose this</source>
        <translation>Wie viele im Kurs dies gewählt haben</translation>
    </message>
    <message>
        <source>How often a run is saved</source>
        <translation>Wie oft ein Lauf gespeichert wird</translation>
    </message>
    <message>
        <source>How the learning rate changes during training</source>
        <translation>Wie sich die Lernrate während des Trainings ändert</translation>
    </message>
    <message>
        <source>How the two networks are arranged</source>
        <translation>Wie die beiden Netze angeordnet sind</translation>
    </message>
    <message>
        <source>How training steps round. Evaluation, probes and analyses stay float32.</source>
        <translation>Wie Trainingsschritte runden. Auswertung, Sonden und Analysen bleiben bei float32.</translation>
    </message>
    <message>
        <source>How well can a linear classifier still read the class behind each block?</source>
        <translation>Wie gut kann ein linearer Klassifikator hinter jedem Block noch die Klasse lesen?</translation>
    </message>
    <message>
        <source>Identity init</source>
        <translation>Identitäts-Init</translation>
    </message>
    <message>
        <source>Identity init: Identity (Dirac) kernels plus a random part a tenth as large: a skip inside the weights (Zagoruyko &amp; Komodakis 2017, arXiv 1706.00388)</source>
        <translation>Identitäts-Init: Identitätskerne (Dirac) plus ein zehnmal kleinerer Zufallsanteil: ein Skip in den Gewichten (Zagoruyko &amp; Komodakis 2017, arXiv 1706.00388)</translation>
    </message>
    <message>
        <source>Identity test</source>
        <translation>Identitätstest</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Nicht beachtet</translation>
    </message>
    <message>
        <source>Image file</source>
        <translation>Bilddatei</translation>
    </message>
    <message>
        <source>Image folder</source>
        <translation>Bildordner</translation>
    </message>
    <message>
        <source>Image folders</source>
        <translation>Bildordner</translation>
    </message>
    <message>
        <source>ImageNet (He et al. 2015)</source>
        <translation>ImageNet (He et al. 2015)</translation>
    </message>
    <message>
        <source>ImageNet: AlexNet and VGG</source>
        <translation>ImageNet: AlexNet und VGG</translation>
    </message>
    <message>
        <source>ImageNet: ConvNeXt</source>
        <translation>ImageNet: ConvNeXt</translation>
    </message>
    <message>
        <source>ImageNet: DenseNet</source>
        <translation>ImageNet: DenseNet</translation>
    </message>
    <message>
        <source>ImageNet: EfficientNet</source>
        <translation>ImageNet: EfficientNet</translation>
    </message>
    <message>
        <source>ImageNet: GoogLeNet and Inception</source>
        <translation>ImageNet: GoogLeNet und Inception</translation>
    </message>
    <message>
        <source>ImageNet: RegNet</source>
        <translation>ImageNet: RegNet</translation>
    </message>
    <message>
        <source>ImageNet: ResNet</source>
        <translation>ImageNet: ResNet</translation>
    </message>
    <message>
        <source>ImageNet: small networks</source>
        <translation>ImageNet: kleine Netze</translation>
    </message>
    <message>
        <source>ImageNet: transformers</source>
        <translation>ImageNet: Transformer</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Images per step</source>
        <translation>Bilder je Schritt</translation>
    </message>
    <message>
        <source>Images seen</source>
        <translation>Gesehene Bilder</translation>
    </message>
    <message>
        <source>Images {name}</source>
        <translation>Bilder {name}</translation>
    </message>
    <message>
        <source>Import an archive of runs; or drop it on the window</source>
        <translation>Ein Archiv mit Läufen importieren; oder auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Import nothing</source>
        <translation>Nichts importieren</translation>
    </message>
    <message>
        <source>Import runs</source>
        <translation>Läufe importieren</translation>
    </message>
    <message>
        <source>Import runs…</source>
        <translation>Läufe importieren …</translation>
    </message>
    <message>
        <source>In brackets: the difference from the reference (★).</source>
        <translation>In Klammern: die Differenz zur Referenz (★).</translation>
    </message>
    <message>
        <source>In the backward pass of step 0, before any update, the first value that is not finite comes from {what}.</source>
        <translation>Im Rückwärtsdurchlauf von Schritt 0, vor jeder Aktualisierung, kommt der erste nicht endliche Wert von {what}.</translation>
    </message>
    <message>
        <source>In the forward pass of step 0, before any update, the first value that is not finite comes from {what}.</source>
        <translation>Im Vorwärtsdurchlauf von Schritt 0, vor jeder Aktualisierung, kommt der erste nicht endliche Wert von {what}.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Unentschieden</translation>
    </message>
    <message>
        <source>Init X-ray</source>
        <translation>Init-Röntgen</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>Anfangsgewichte</translation>
    </message>
    <message>
        <source>Initial weights: {weights} does not exist or cannot be read.</source>
        <translation>Anfangsgewichte: {weights} gibt es nicht oder ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Initialization of the weights</source>
        <translation>Initialisierung der Gewichte</translation>
    </message>
    <message>
        <source>Input shape</source>
        <translation>Eingabeform</translation>
    </message>
    <message>
        <source>Input shape is {shape!r}; allowed: channels × height × width, as 3×32×32.</source>
        <translation>Eingabeform: {shape!r}; erlaubt: Kanäle × Höhe × Breite, etwa 3×32×32.</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Inspizieren</translation>
    </message>
    <message>
        <source>Inspecting the file</source>
        <translation>Datei wird inspiziert</translation>
    </message>
    <message>
        <source>Inspecting…</source>
        <translation>Wird inspiziert …</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Instrument</source>
        <translation>Instrument</translation>
    </message>
    <message>
        <source>Instrument shown in heatmaps, cells and the plot through depth</source>
        <translation>Instrument, das in Heatmaps, Zellen und im Verlauf durch die Tiefe gezeigt wird</translation>
    </message>
    <message>
        <source>Interface size</source>
        <translation>Größe der Oberfläche</translation>
    </message>
    <message>
        <source>Interface size {size} % from the next start on. Restarting saves the runs that train.</source>
        <translation>Größe der Oberfläche {size} % ab dem nächsten Start. Ein Neustart speichert die Läufe, die trainieren.</translation>
    </message>
    <message>
        <source>Interface size {size} % has no effect: {obstacle}</source>
        <translation>Größe der Oberfläche {size} % hat keine Wirkung: {obstacle}</translation>
    </message>
    <message>
        <source>Interface size {size} %.</source>
        <translation>Größe der Oberfläche {size} %.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Invert light and dark</source>
        <translation>Hell und dunkel vertauschen</translation>
    </message>
    <message>
        <source>Is the loss too curved for the run&apos;s learning rate?</source>
        <translation>Ist der Loss zu stark gekrümmt für die Lernrate des Laufs?</translation>
    </message>
    <message>
        <source>Is the trained network in a wide, smooth minimum of the loss or in a narrow, rough one?</source>
        <translation>Liegt das trainierte Netz in einem breiten, glatten Minimum des Loss oder in einem engen, rauen?</translation>
    </message>
    <message>
        <source>It claims nothing: which verdict applies, the offered runs decide, one at a time.</source>
        <translation>Behauptet nichts: Welcher Befund zutrifft, entscheiden die angebotenen Läufe, einer nach dem anderen.</translation>
    </message>
    <message>
        <source>It is complete after {epochs} epochs. Epochs in all:</source>
        <translation>Er ist nach {epochs} Epochen abgeschlossen. Epochen insgesamt:</translation>
    </message>
    <message>
        <source>It is early: over the steps {first} to {last} training accuracy is {own}, in the residual twin {twin} {other}.</source>
        <translation>Es ist noch früh: In den Schritten {first} bis {last} ist die Trainingsgenauigkeit {own}, im residualen Zwilling {twin} {other}.</translation>
    </message>
    <message>
        <source>It memorizes the training data and does not generalize</source>
        <translation>Das Netz lernt die Trainingsdaten auswendig und verallgemeinert nicht</translation>
    </message>
    <message>
        <source>It takes {needs}; no known dataset has these. Open such an image folder, or open the model with another input shape.</source>
        <translation>Es nimmt {needs}; kein bekannter Datensatz hat sie. Öffnen Sie einen solchen Bildordner, oder öffnen Sie das Modell mit einer anderen Eingabeform.</translation>
    </message>
    <message>
        <source>It tells that the loss is lost, not why: the findings before it do, where there are any.</source>
        <translation>Sagt, dass der Loss nicht mehr endlich ist, nicht warum: Das sagen die Befunde davor, wo es welche gibt.</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Iterationen</translation>
    </message>
    <message>
        <source>Its analysis is running.</source>
        <translation>Seine Analyse läuft.</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON graph (*.json)</source>
        <translation>JSON-Graph (*.json)</translation>
    </message>
    <message>
        <source>Judged from step {step} on, where skips were switched{before}. </source>
        <translation>Beurteilt ab Schritt {step}, in dem Skips geschaltet wurden{before}. </translation>
    </message>
    <message>
        <source>Just before a loss becomes infinite, gradients that differ by as much look the same; and a cause other than the gradient can hold a network at chance level beside it.</source>
        <translation>Kurz bevor ein Loss unendlich wird, sehen Gradienten mit ebenso großen Unterschieden gleich aus; und auch eine andere Ursache als der Gradient kann ein Netz zugleich auf Zufallsniveau halten.</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window, from the next start on; what is stored stays English</source>
        <translation>Sprache des Fensters, ab dem nächsten Start; Gespeichertes bleibt englisch</translation>
    </message>
    <message>
        <source>Larger interface</source>
        <translation>Oberfläche vergrößern</translation>
    </message>
    <message>
        <source>Largest Hessian eigenvalue while training, against what the rate bears</source>
        <translation>Größter Hesse-Eigenwert während des Trainings, gegen das, was die Lernrate verträgt</translation>
    </message>
    <message>
        <source>Largest distance to each side, in filter norms: at 1 the perturbation has the filters&apos; norm.</source>
        <translation>Größter Abstand nach jeder Seite, in Filternormen: Bei 1 hat die Störung die Norm der Filter.</translation>
    </message>
    <message>
        <source>Largest eigenvalue of the loss&apos;s Hessian in size, for the images of the probes. Filled dots are positive, hollow ones negative: the loss is most curved downward there. Dashed: 2/lr, or (2 + 2β)/lr with momentum β, above which a step overshoots on a parabola of the whole data (the edge of stability). With mini-batches it is a guide only: networks train above it, too.</source>
        <translation>Betragsgrößter Eigenwert der Hesse-Matrix des Loss, für die Bilder der Sonden. Gefüllte Punkte sind positiv, hohle negativ: Dort ist der Loss am stärksten nach unten gekrümmt. Gestrichelt: 2/lr, oder (2 + 2β)/lr mit Momentum β; darüber schießt ein Schritt auf einer Parabel der ganzen Daten über das Ziel hinaus (Edge of Stability). Bei Mini-Batches nur ein Anhalt: Netze trainieren auch darüber.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Layer norm</source>
        <translation>Layer-Norm</translation>
    </message>
    <message>
        <source>Layer norm: Over all of one image: channels, height and width (Ba et al. 2016, arXiv 1607.06450)</source>
        <translation>Layer-Norm: über ein ganzes Bild: Kanäle, Höhe und Breite (Ba et al. 2016, arXiv 1607.06450)</translation>
    </message>
    <message>
        <source>Layer response</source>
        <translation>Antwort der Schicht</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation>Gefundene Schichten</translation>
    </message>
    <message>
        <source>Layers from the input (left) to the output (right), each network over the whole width.</source>
        <translation>Schichten vom Eingang (links) zum Ausgang (rechts), jedes Netz über die ganze Breite.</translation>
    </message>
    <message>
        <source>Layers from the input (left) to the output (right), steps from top to bottom; one color scale.</source>
        <translation>Schichten vom Eingang (links) zum Ausgang (rechts), Schritte von oben nach unten; eine Farbskala.</translation>
    </message>
    <message>
        <source>Layers of the deeper network, 6n+2; 0: twice the blocks.</source>
        <translation>Schichten des tieferen Netzes, 6n+2; 0: doppelt so viele Blöcke.</translation>
    </message>
    <message>
        <source>Layers, skips and readings of {side}</source>
        <translation>Schichten, Skips und Messwerte von {side}</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>Leaky ReLU: x, or slope · x where x is negative (Maas et al. 2013)</source>
        <translation>Leaky ReLU: x, oder Steigung · x, wo x negativ ist (Maas et al. 2013)</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Learning rate too high</source>
        <translation>Lernrate zu hoch</translation>
    </message>
    <message>
        <source>Learning rate too low</source>
        <translation>Lernrate zu niedrig</translation>
    </message>
    <message>
        <source>Learning rate {rate:g} (large steps cause dead channels), norm “batch”, or a warm-up.</source>
        <translation>Lernrate {rate:g} (große Schritte verursachen tote Kanäle), Norm „batch“ oder ein Warm-up.</translation>
    </message>
    <message>
        <source>Learning rate {rate:g}, or if that is still too high {lower:g}.</source>
        <translation>Lernrate {rate:g}, oder {lower:g}, wenn das noch zu hoch ist.</translation>
    </message>
    <message>
        <source>Learning rate {rate:g}.</source>
        <translation>Lernrate {rate:g}.</translation>
    </message>
    <message>
        <source>Learning rate, above 0</source>
        <translation>Lernrate, über 0</translation>
    </message>
    <message>
        <source>Learning-rate range test</source>
        <translation>Lernraten-Bereichstest</translation>
    </message>
    <message>
        <source>Leave the selected runs out</source>
        <translation>Die ausgewählten Läufe auslassen</translation>
    </message>
    <message>
        <source>Left: over time, color is the fraction in each row, from dark to light. Right: at the selected step. Several layers: their mean.</source>
        <translation>Links: über die Zeit, Farbe ist der Anteil in jeder Zeile, von dunkel nach hell. Rechts: im ausgewählten Schritt. Mehrere Schichten: ihr Mittel.</translation>
    </message>
    <message>
        <source>Lesion study</source>
        <translation>Läsionsstudie</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>Less than {points:g} points apart: another seed may reverse this.</source>
        <translation>Weniger als {points:g} Prozentpunkte Abstand: Ein anderer Seed kann das umkehren.</translation>
    </message>
    <message>
        <source>Less the mean image</source>
        <translation>Abzüglich des mittleren Bildes</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Lesson {number} · {title}</source>
        <translation>Lektion {number} · {title}</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Lessons (*.toml)</source>
        <translation>Lektionen (*.toml)</translation>
    </message>
    <message>
        <source>Level of detail of {side}</source>
        <translation>Detailstufe von {side}</translation>
    </message>
    <message>
        <source>Level of detail: stages, blocks, layers or calls. Auto follows the zoom. (+ and − change it, 0 is Auto.)</source>
        <translation>Detailstufe: Stufen, Blöcke, Schichten oder Aufrufe. Auto folgt dem Zoom. (+ und − ändern sie, 0 ist Auto.)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Limit of gradient clipping: larger gradients are scaled to it. By norm 1 is usual, adaptive 0.01. off: no clipping. Instruments show the gradient before it</source>
        <translation>Grenze des Gradient Clipping: Größere Gradienten werden darauf skaliert. Nach Norm ist 1 üblich, adaptiv 0.01. aus: kein Clipping. Instrumente zeigen den Gradienten davor</translation>
    </message>
    <message>
        <source>Limitations</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Limitations of “{title}”: </source>
        <translation>Grenzen von „{title}“: </translation>
    </message>
    <message>
        <source>Limitations: </source>
        <translation>Grenzen: </translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Lines, overlaid</source>
        <translation>Linien, übereinander</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Load an experiment that shows it</source>
        <translation>Ein Experiment laden, das es zeigt</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Noch einmal laden</translation>
    </message>
    <message>
        <source>Load the experiment to compare.</source>
        <translation>Laden Sie das Experiment, um zu vergleichen.</translation>
    </message>
    <message>
        <source>Load the experiment to go on.</source>
        <translation>Laden Sie das Experiment, um fortzufahren.</translation>
    </message>
    <message>
        <source>Load this experiment</source>
        <translation>Dieses Experiment laden</translation>
    </message>
    <message>
        <source>Locked while {side} trains. Stop or discard its run to edit.</source>
        <translation>Gesperrt, solange {side} trainiert. Zum Bearbeiten den Lauf stoppen oder verwerfen.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>Log-Loss</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>Logarithmische Achse</translation>
    </message>
    <message>
        <source>Logarithmic loss axis</source>
        <translation>Logarithmische Loss-Achse</translation>
    </message>
    <message>
        <source>Looked at in one batch of step 0: near the limit, the gradient over all images may be on the other side of it.</source>
        <translation>An einem Batch von Schritt 0 beurteilt: Nahe an der Grenze kann der Gradient über alle Bilder auf der anderen Seite liegen.</translation>
    </message>
    <message>
        <source>Looks at the last call of the network: a softmax further inside, or in a loss of one’s own, is not seen.</source>
        <translation>Betrachtet den letzten Aufruf des Netzes: Ein Softmax weiter innen oder in einem eigenen Loss wird nicht erkannt.</translation>
    </message>
    <message>
        <source>Looks-linear init</source>
        <translation>Looks-linear-Init</translation>
    </message>
    <message>
        <source>Looks-linear init: Mirrored orthogonal weights: a ReLU network without norm starts as a linear one (Balduzzi et al. 2017, arXiv 1702.08591)</source>
        <translation>Looks-linear-Init: gespiegelte orthogonale Gewichte: Ein ReLU-Netz ohne Norm beginnt als lineares (Balduzzi et al. 2017, arXiv 1702.08591)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>Loss at each epoch</source>
        <translation>Loss in jeder Epoche</translation>
    </message>
    <message>
        <source>Loss axis</source>
        <translation>Loss-Achse</translation>
    </message>
    <message>
        <source>Loss landscape</source>
        <translation>Loss-Landschaft</translation>
    </message>
    <message>
        <source>Loss reached</source>
        <translation>Erreichter Loss</translation>
    </message>
    <message>
        <source>Loss: the class scores are compared with the labels. Colors: RMS of each layer&apos;s output</source>
        <translation>Loss: Die Klassen-Scores werden mit den Labels verglichen. Farben: RMS der Ausgabe jeder Schicht</translation>
    </message>
    <message>
        <source>Lower panel</source>
        <translation>Bereich niedriger</translation>
    </message>
    <message>
        <source>Lower the learning rate (now {rate:g}) ten times, warm up over some hundred steps, or {last}.</source>
        <translation>Die Lernrate (jetzt {rate:g}) auf ein Zehntel senken, ein Warm-up über einige hundert Schritte, oder {last}.</translation>
    </message>
    <message>
        <source>Lowest learning rate of the range.</source>
        <translation>Niedrigste Lernrate des Bereichs.</translation>
    </message>
    <message>
        <source>Lowest rate</source>
        <translation>Niedrigste Rate</translation>
    </message>
    <message>
        <source>Make a sweep: choose what varies, or open a file</source>
        <translation>Einen Sweep anlegen: wählen, was sich ändert, oder eine Datei öffnen</translation>
    </message>
    <message>
        <source>Make all texts larger, up to 200 %</source>
        <translation>Alle Texte vergrößern, bis 200 %</translation>
    </message>
    <message>
        <source>Make all texts smaller</source>
        <translation>Alle Texte verkleinern</translation>
    </message>
    <message>
        <source>Make reference</source>
        <translation>Zur Referenz machen</translation>
    </message>
    <message>
        <source>Make the panel that has the keyboard lower</source>
        <translation>Den Bereich mit dem Tastaturfokus niedriger machen</translation>
    </message>
    <message>
        <source>Make the panel that has the keyboard narrower</source>
        <translation>Den Bereich mit dem Tastaturfokus schmaler machen</translation>
    </message>
    <message>
        <source>Make the panel that has the keyboard taller</source>
        <translation>Den Bereich mit dem Tastaturfokus höher machen</translation>
    </message>
    <message>
        <source>Make the panel that has the keyboard wider</source>
        <translation>Den Bereich mit dem Tastaturfokus breiter machen</translation>
    </message>
    <message>
        <source>Make the text larger or smaller</source>
        <translation>Den Text vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>Make your prediction to go on.</source>
        <translation>Machen Sie Ihre Vorhersage, um fortzufahren.</translation>
    </message>
    <message>
        <source>Maps less their mean over training images</source>
        <translation>Karten abzüglich ihres Mittels über Trainingsbilder</translation>
    </message>
    <message>
        <source>Mark the window in the task bar</source>
        <translation>Das Fenster in der Taskleiste hervorheben</translation>
    </message>
    <message>
        <source>Matching actions, networks and runs</source>
        <translation>Passende Aktionen, Netze und Läufe</translation>
    </message>
    <message>
        <source>Mean and band</source>
        <translation>Mittel und Band</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>Jetzt messen</translation>
    </message>
    <message>
        <source>Measure sharpness now</source>
        <translation>Schärfe jetzt messen</translation>
    </message>
    <message>
        <source>Measure the sharpness of the runs that train in their next step, with the images of every probe. The runs&apos; numbers stay the same. Costs as much as some 30 to 60 steps</source>
        <translation>Die Schärfe der trainierenden Läufe im nächsten Schritt messen, mit den Bildern aller Sonden. Die Zahlen der Läufe bleiben gleich. Kostet so viel wie etwa 30 bis 60 Schritte</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Measurement cost</source>
        <translation>Messkosten</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misst …</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Model {opened}</source>
        <translation>Modell {opened}</translation>
    </message>
    <message>
        <source>Model&apos;s own init</source>
        <translation>Init des Modells</translation>
    </message>
    <message>
        <source>Model&apos;s own init: As initialized by the network&apos;s own code</source>
        <translation>Init des Modells: so wie der Code des Netzes initialisiert</translation>
    </message>
    <message>
        <source>Models and image folders that were used lately</source>
        <translation>Zuletzt verwendete Modelle und Bildordner</translation>
    </message>
    <message>
        <source>Models in the file; unusable ones are gray with the reason</source>
        <translation>Modelle in der Datei; unbrauchbare sind grau, mit Begründung</translation>
    </message>
    <message>
        <source>Models of the file</source>
        <translation>Modelle der Datei</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Momentum of SGD</source>
        <translation>Momentum von SGD</translation>
    </message>
    <message>
        <source>More data or augmentation “crop-flip” (“crop” for digits), weight decay ten times larger, or fewer epochs.</source>
        <translation>Mehr Daten oder Augmentierung „crop-flip“ („crop“ für Ziffern), zehnmal so großer Weight Decay, oder weniger Epochen.</translation>
    </message>
    <message>
        <source>More data…</source>
        <translation>Mehr Daten …</translation>
    </message>
    <message>
        <source>More epochs, such as {epochs}.</source>
        <translation>Mehr Epochen, etwa {epochs}.</translation>
    </message>
    <message>
        <source>More than one setting differs</source>
        <translation>Mehr als eine Einstellung ist verschieden</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move the gate of the selected skip to a value from 0 to 1 while training</source>
        <translation>Das Gate des ausgewählten Skips während des Trainings auf einen Wert von 0 bis 1 stellen</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Das Bild verschieben</translation>
    </message>
    <message>
        <source>Move the view back / on</source>
        <translation>Den Ausschnitt zurück / weiter schieben</translation>
    </message>
    <message>
        <source>Move to any value from 0 (off) to 1 (on)</source>
        <translation>Auf einen Wert von 0 (aus) bis 1 (an) stellen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Multiply each residual branch by 1/√L for L blocks, so that what they add up to does not grow with depth</source>
        <translation>Jeden Residualzweig bei L Blöcken mit 1/√L multiplizieren, damit ihre Summe nicht mit der Tiefe wächst</translation>
    </message>
    <message>
        <source>Multiply-adds of one example: convolutions, linear layers and matrix products. Norms, activations, poolings and additions count nothing: the rule of torchvision&apos;s published figures.</source>
        <translation>Multiply-Adds eines Beispiels: Faltungen, lineare Schichten und Matrixprodukte. Normen, Aktivierungen, Poolings und Additionen zählen nicht: die Regel der von torchvision veröffentlichten Zahlen.</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>NaN and infinity</source>
        <translation>NaN und unendlich</translation>
    </message>
    <message>
        <source>NaN, infinity and exact zero</source>
        <translation>NaN, unendlich und exakt null</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the sweep</source>
        <translation>Name des Sweeps</translation>
    </message>
    <message>
        <source>Name, network, data, skips, tags, status or date; every word must match. Conditions on any setting or result: norm=none depth&gt;=20 test_error&lt;10%.</source>
        <translation>Name, Netz, Daten, Skips, Tags, Status oder Datum; jedes Wort muss passen. Bedingungen an eine beliebige Einstellung oder ein Ergebnis: norm=none depth&gt;=20 test_error&lt;10%.</translation>
    </message>
    <message>
        <source>Narrower panel</source>
        <translation>Bereich schmaler</translation>
    </message>
    <message>
        <source>Needs a GPU and about {takes} for both.</source>
        <translation>Braucht eine GPU und etwa {takes} für beide.</translation>
    </message>
    <message>
        <source>Needs the readings of step 0: where skips were switched later on, the part that follows is not judged by it.</source>
        <translation>Braucht die Messwerte von Schritt 0: Wurden Skips später geschaltet, wird der Teil danach nicht beurteilt.</translation>
    </message>
    <message>
        <source>Neither A nor B has planned interventions that can be edited.</source>
        <translation>Weder A noch B hat geplante Eingriffe, die sich bearbeiten lassen.</translation>
    </message>
    <message>
        <source>Neither a good nor a bad sign.</source>
        <translation>Weder ein gutes noch ein schlechtes Zeichen.</translation>
    </message>
    <message>
        <source>Neither network has skips.</source>
        <translation>Keines der Netze hat Skips.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Network and what varies, in the order of the queue</source>
        <translation>Netz und was sich ändert, in der Reihenfolge der Warteschlange</translation>
    </message>
    <message>
        <source>Network family</source>
        <translation>Netzfamilie</translation>
    </message>
    <message>
        <source>Network picture</source>
        <translation>Netzbild</translation>
    </message>
    <message>
        <source>Network {side}</source>
        <translation>Netz {side}</translation>
    </message>
    <message>
        <source>New here? Start with lesson 0 ({keys})</source>
        <translation>Neu hier? Beginnen Sie mit Lektion 0 ({keys})</translation>
    </message>
    <message>
        <source>New sweep</source>
        <translation>Neuer Sweep</translation>
    </message>
    <message>
        <source>New sweep…</source>
        <translation>Neuer Sweep …</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next match (F3 or Enter)</source>
        <translation>Nächster Treffer (F3 oder Enter)</translation>
    </message>
    <message>
        <source>Next page (Alt+Right)</source>
        <translation>Nächste Seite (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>No augmentation</source>
        <translation>Keine Augmentierung</translation>
    </message>
    <message>
        <source>No augmentation: Training images are not changed</source>
        <translation>Keine Augmentierung: Trainingsbilder bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Keine Daten</translation>
    </message>
    <message>
        <source>No difference is on show</source>
        <translation>Keine Differenz wird gezeigt</translation>
    </message>
    <message>
        <source>No engine on this machine. Connect to one (menu Train), or type: pip install &apos;residual-explorer[engine]&apos;</source>
        <translation>Keine Engine auf diesem Rechner. Verbinden Sie sich mit einer (Menü Training), oder geben Sie ein: pip install &apos;residual-explorer[engine]&apos;</translation>
    </message>
    <message>
        <source>No file yet. It is scaled and cut out as the images of a folder are.</source>
        <translation>Noch keine Datei. Sie wird skaliert und zugeschnitten wie die Bilder eines Ordners.</translation>
    </message>
    <message>
        <source>No findings yet.</source>
        <translation>Noch keine Befunde.</translation>
    </message>
    <message>
        <source>No learning rate changes step 0, which comes before any update. Check what is computed there: a logarithm or square root of 0, a division by 0, an exponential of a large number, values beyond the largest of float32.</source>
        <translation>Keine Lernrate ändert Schritt 0, denn er liegt vor jeder Aktualisierung. Zu prüfen ist, was dort berechnet wird: ein Logarithmus oder eine Wurzel von 0, eine Division durch 0, die Exponentialfunktion einer großen Zahl, Werte über dem größten von float32.</translation>
    </message>
    <message>
        <source>No match for “{text}” in A or B.</source>
        <translation>Kein Treffer für „{text}“ in A oder B.</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>No matching shortcuts.</source>
        <translation>Keine passenden Tastenkürzel.</translation>
    </message>
    <message>
        <source>No model or folder opened yet</source>
        <translation>Noch kein Modell oder Ordner geöffnet</translation>
    </message>
    <message>
        <source>No network to save yet.</source>
        <translation>Noch kein Netz zum Speichern.</translation>
    </message>
    <message>
        <source>No norm</source>
        <translation>Keine Norm</translation>
    </message>
    <message>
        <source>No norm: Convolutions with a bias, no normalization</source>
        <translation>Keine Norm: Faltungen mit Bias, keine Normalisierung</translation>
    </message>
    <message>
        <source>No panel can change its size in this direction. Click into a panel first, or reach one with Tab.</source>
        <translation>In dieser Richtung kann kein Bereich seine Größe ändern. Klicken Sie zuerst in einen Bereich, oder erreichen Sie einen mit Tab.</translation>
    </message>
    <message>
        <source>No results yet. Run an analysis to see findings and figures of A and B here.</source>
        <translation>Noch keine Ergebnisse. Führen Sie eine Analyse aus, um hier Befunde und Abbildungen von A und B zu sehen.</translation>
    </message>
    <message>
        <source>No rule applies: training accuracy {accuracy}, loss {loss} over the last fifth of {steps} steps{uneven}.</source>
        <translation>Keine Regel trifft zu: Trainingsgenauigkeit {accuracy}, Loss {loss} im letzten Fünftel von {steps} Schritten{uneven}.</translation>
    </message>
    <message>
        <source>No run is done yet.</source>
        <translation>Noch kein Lauf ist fertig.</translation>
    </message>
    <message>
        <source>No run is on show in {0}.</source>
        <translation>In {0} wird kein Lauf gezeigt.</translation>
    </message>
    <message>
        <source>No run is training.</source>
        <translation>Kein Lauf trainiert.</translation>
    </message>
    <message>
        <source>No run is training: train A or B, then press Step (.) for one phase of a step</source>
        <translation>Kein Lauf trainiert: Trainieren Sie A oder B, dann zeigt „Schritt“ (.) eine Phase eines Schritts</translation>
    </message>
    <message>
        <source>No runs wait</source>
        <translation>Kein Lauf wartet</translation>
    </message>
    <message>
        <source>No runs wait.</source>
        <translation>Kein Lauf wartet.</translation>
    </message>
    <message>
        <source>No saved weights for the run in {side}. Train it to completion first.</source>
        <translation>Für den Lauf in {side} sind keine Gewichte gespeichert. Trainieren Sie ihn zuerst zu Ende.</translation>
    </message>
    <message>
        <source>No selected layer has weights.</source>
        <translation>Keine ausgewählte Schicht hat Gewichte.</translation>
    </message>
    <message>
        <source>No step of this run was probed yet.</source>
        <translation>In diesem Lauf hat noch keine Sonde gemessen.</translation>
    </message>
    <message>
        <source>No step of this run was probed.</source>
        <translation>In diesem Lauf hat keine Sonde gemessen.</translation>
    </message>
    <message>
        <source>No steps yet. Train A or B, or open a stored run.</source>
        <translation>Noch keine Schritte. Trainieren Sie A oder B, oder öffnen Sie einen gespeicherten Lauf.</translation>
    </message>
    <message>
        <source>No usable model found in {}. Allowed: a torch.nn.Module class, an instance, or a function that returns one; required arguments need defaults.</source>
        <translation>Kein brauchbares Modell in {} gefunden. Erlaubt: eine torch.nn.Module-Klasse, eine Instanz oder eine Funktion, die eines zurückgibt; Pflichtargumente brauchen Vorgaben.</translation>
    </message>
    <message>
        <source>No values to read</source>
        <translation>Keine Werte zum Ablesen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>None of its runs waits.</source>
        <translation>Keiner seiner Läufe wartet.</translation>
    </message>
    <message>
        <source>None of these predictions is about what is on show. They are about {known}: load that first.</source>
        <translation>Keine dieser Vorhersagen betrifft, was gezeigt wird. Sie betreffen {known}: Laden Sie das zuerst.</translation>
    </message>
    <message>
        <source>Normalization after every convolution</source>
        <translation>Normalisierung nach jeder Faltung</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>Norms to compare: the network&apos;s own, also no norm, or all that its design supports.</source>
        <translation>Zu vergleichende Normen: die des Netzes, auch keine, oder alle, die sein Aufbau zulässt.</translation>
    </message>
    <message>
        <source>Not a failure. The final result is not known yet.</source>
        <translation>Kein Fehlschlag. Das Endergebnis ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Not a property of the network alone: nothing but the learning rate differs.</source>
        <translation>Keine Eigenschaft des Netzes allein: Nur die Lernrate ist anders.</translation>
    </message>
    <message>
        <source>Not a slow start: with identical outputs only the last bias can learn.</source>
        <translation>Kein langsamer Start: Bei identischen Ausgaben kann nur der letzte Bias lernen.</translation>
    </message>
    <message>
        <source>Not a sweep yet</source>
        <translation>Noch kein Sweep</translation>
    </message>
    <message>
        <source>Not a vanishing gradient, although the current profile resembles one: at step 0 the first layers had the largest gradient. With normalization the gradient scales as 1/‖w‖, so it shrinks when weights grow.</source>
        <translation>Kein verschwindender Gradient, obwohl das jetzige Profil so aussieht: In Schritt 0 hatten die ersten Schichten den größten Gradienten. Mit Normalisierung verhält sich der Gradient wie 1/‖w‖, er schrumpft also, wenn Gewichte wachsen.</translation>
    </message>
    <message>
        <source>Not a vanishing gradient: every layer learns, but slowly.</source>
        <translation>Kein verschwindender Gradient: Jede Schicht lernt, aber langsam.</translation>
    </message>
    <message>
        <source>Not an exploding gradient at initialization: the gradient of step 0 is normal.</source>
        <translation>Kein explodierender Gradient bei der Initialisierung: Der Gradient von Schritt 0 ist normal.</translation>
    </message>
    <message>
        <source>Not caused by data, init or learning rate: even the best possible output has this loss.</source>
        <translation>Liegt nicht an Daten, Init oder Lernrate: Auch die bestmögliche Ausgabe hat diesen Loss.</translation>
    </message>
    <message>
        <source>Not caused by the data or the program: the same settings diverge again. Earlier steps are valid.</source>
        <translation>Liegt nicht an den Daten oder am Programm: Dieselben Einstellungen divergieren wieder. Frühere Schritte sind gültig.</translation>
    </message>
    <message>
        <source>Not converged yet</source>
        <translation>Noch nicht konvergiert</translation>
    </message>
    <message>
        <source>Not degradation, which is a high error on the training data.</source>
        <translation>Keine Degradation, denn die wäre ein hoher Fehler auf den Trainingsdaten.</translation>
    </message>
    <message>
        <source>Not degradation, which is a higher training error despite healthy gradients. Not a learning rate that is too low or too few steps: these layers would need steps larger by these decades.</source>
        <translation>Keine Degradation, denn die wäre ein höherer Trainingsfehler trotz gesunder Gradienten. Weder eine zu niedrige Lernrate noch zu wenige Schritte: Diese Schichten bräuchten Schritte, die um so viele Zehnerpotenzen größer sind.</translation>
    </message>
    <message>
        <source>Not enough height for A above B: side by side until the window is higher or a dock or open card is closed.</source>
        <translation>Zu wenig Höhe für A über B: nebeneinander, bis das Fenster höher ist oder ein Dock oder eine offene Karte geschlossen wird.</translation>
    </message>
    <message>
        <source>Not everything was saved</source>
        <translation>Nicht alles wurde gespeichert</translation>
    </message>
    <message>
        <source>Not measured for this layer.</source>
        <translation>Für diese Schicht nicht gemessen.</translation>
    </message>
    <message>
        <source>Not measured for this layer: it has no {needs}.</source>
        <translation>Für diese Schicht nicht gemessen: Sie hat kein(e) {needs}.</translation>
    </message>
    <message>
        <source>Not measured in this run.</source>
        <translation>In diesem Lauf nicht gemessen.</translation>
    </message>
    <message>
        <source>Not measured in this run: it was trained by an older version.</source>
        <translation>In diesem Lauf nicht gemessen: Er wurde mit einer älteren Version trainiert.</translation>
    </message>
    <message>
        <source>Not measured: {message}</source>
        <translation>Nicht gemessen: {message}</translation>
    </message>
    <message>
        <source>Not necessarily optimal: another depth or learning rate may be better.</source>
        <translation>Nicht unbedingt optimal: Eine andere Tiefe oder Lernrate kann besser sein.</translation>
    </message>
    <message>
        <source>Not overfitting: the error is that of the training data. Not a lack of capacity: the deeper network contains the shallower one, with identity layers.</source>
        <translation>Kein Overfitting: Der Fehler ist der auf den Trainingsdaten. Kein Mangel an Kapazität: Das tiefere Netz enthält das flachere, mit Identitätsschichten.</translation>
    </message>
    <message>
        <source>Not overfitting: the error is that of the training data. Not a lack of capacity: the residual twin has the same layers.</source>
        <translation>Kein Overfitting: Der Fehler ist der auf den Trainingsdaten. Kein Mangel an Kapazität: Der residuale Zwilling hat dieselben Schichten.</translation>
    </message>
    <message>
        <source>Not sparsity: a sparse channel is 0 for some images; these are 0 for all probed images and get no gradient from them.</source>
        <translation>Keine dünne Besetzung: Ein dünn besetzter Kanal ist bei manchen Bildern 0; diese sind bei allen Bildern der Sonde 0 und erhalten von ihnen keinen Gradienten.</translation>
    </message>
    <message>
        <source>Not the learning rate alone: step 0 precedes any update. Not the data: with a suitable init the loss starts near {guess}.</source>
        <translation>Nicht die Lernrate allein: Schritt 0 liegt vor jeder Aktualisierung. Nicht die Daten: Mit passender Init beginnt der Loss nahe {guess}.</translation>
    </message>
    <message>
        <source>Not the reference any more</source>
        <translation>Nicht mehr Referenz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on this run:</source>
        <translation>Notiz zu diesem Lauf:</translation>
    </message>
    <message>
        <source>Notebook</source>
        <translation>Notebook</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz …</translation>
    </message>
    <message>
        <source>Nothing is on it.</source>
        <translation>Nichts ist darauf.</translation>
    </message>
    <message>
        <source>Nothing matches. Try a word of a menu entry, a setting, a network such as resnet-110, or a run&apos;s name.</source>
        <translation>Nichts passt. Versuchen Sie ein Wort eines Menüeintrags, eine Einstellung, ein Netz wie resnet-110 oder den Namen eines Laufs.</translation>
    </message>
    <message>
        <source>Nothing of {name} is measured by it.</source>
        <translation>Nichts von {name} wird davon gemessen.</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>Nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Number of blocks for which every pair is dropped, evenly spaced if there are more; 0: none. The time grows with the square: 30 blocks have 435 pairs.</source>
        <translation>Zahl der Blöcke, von denen jedes Paar entfernt wird, gleichmäßig verteilt, wenn es mehr sind; 0: keine. Die Zeit wächst mit dem Quadrat: 30 Blöcke haben 435 Paare.</translation>
    </message>
    <message>
        <source>Number of classes: at least 2</source>
        <translation>Zahl der Klassen: mindestens 2</translation>
    </message>
    <message>
        <source>Number of findings for A and B; those of B are listed below those of A</source>
        <translation>Zahl der Befunde zu A und B; die zu B stehen unter denen zu A</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Of the surface, one more where that is even; lines have twice as many.</source>
        <translation>Der Fläche, einer mehr bei gerader Zahl; Linien haben doppelt so viele.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Off: one scale for each block in A and B, which shows how large the values are. On: white is the largest value of each network&apos;s block, which shows patterns however faint</source>
        <translation>Aus: eine Skala je Block in A und B, die zeigt, wie groß die Werte sind. An: Weiß ist der größte Wert im Block jedes Netzes, was auch sehr schwache Muster zeigt</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>On CIFAR-10</source>
        <translation>Mit CIFAR-10</translation>
    </message>
    <message>
        <source>On the other machine type residual-explorer serve. On this one copy its key file, open a tunnel, and connect to the tunnel&apos;s end:</source>
        <translation>Geben Sie auf dem anderen Rechner residual-explorer serve ein. Kopieren Sie dessen Schlüsseldatei hierher, öffnen Sie einen Tunnel und verbinden Sie sich mit dem Tunnelende:</translation>
    </message>
    <message>
        <source>On {runs} fresh runs, judged once: {right}, {found}.</source>
        <translation>Bei {runs} neuen Läufen, einmal beurteilt: {right}, {found}.</translation>
    </message>
    <message>
        <source>On {title}</source>
        <translation>Mit {title}</translation>
    </message>
    <message>
        <source>One HTML page with charts, tables, findings, settings and how to repeat them; it needs no program and no network, and prints well.</source>
        <translation>Eine HTML-Seite mit Diagrammen, Tabellen, Befunden, Einstellungen und wie sie sich wiederholen lassen; sie braucht kein Programm und kein Netz und lässt sich gut drucken.</translation>
    </message>
    <message>
        <source>One at a time, likeliest first: {ways}.</source>
        <translation>Eines nach dem anderen, das Wahrscheinlichste zuerst: {ways}.</translation>
    </message>
    <message>
        <source>One at a time: {ways}.</source>
        <translation>Eines nach dem anderen: {ways}.</translation>
    </message>
    <message>
        <source>One image</source>
        <translation>Ein Bild</translation>
    </message>
    <message>
        <source>One list, in its order</source>
        <translation>Eine Liste, in ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>One run does not show how a shallower network does, and a deep network that is only slower looks the same until both were trained for more epochs.</source>
        <translation>Ein einzelner Lauf zeigt nicht, wie ein flacheres Netz abschneidet, und ein tiefes Netz, das nur langsamer ist, sieht gleich aus, bis beide mehr Epochen trainiert wurden.</translation>
    </message>
    <message>
        <source>One run does not show what a higher rate would reach. From one run alone it is told only where every step is tiny and the loss still falls: with larger steps, or a loss that noise hides, the run looks like one that is only short.</source>
        <translation>Ein einzelner Lauf zeigt nicht, was eine höhere Rate erreichen würde. Aus einem Lauf allein wird es nur erkannt, wenn jeder Schritt winzig ist und der Loss trotzdem fällt: Bei größeren Schritten, oder wenn Rauschen den Loss verdeckt, sieht der Lauf aus wie einer, der nur kurz ist.</translation>
    </message>
    <message>
        <source>One run does not show what a lower rate would reach. From one run alone it is told only where an early step is far too large; a network at chance level has other causes as well.</source>
        <translation>Ein einzelner Lauf zeigt nicht, was eine niedrigere Rate erreichen würde. Aus einem Lauf allein wird es nur erkannt, wenn ein früher Schritt viel zu groß ist; ein Netz auf Zufallsniveau kann auch andere Ursachen haben.</translation>
    </message>
    <message>
        <source>One run does not show what more epochs would reach: a plateau before a later fall looks like an end, and a loss that still falls may stop soon.</source>
        <translation>Ein einzelner Lauf zeigt nicht, was mehr Epochen erreichen würden: Ein Plateau vor einem späteren Abfall sieht wie ein Ende aus, und ein Loss, der noch fällt, kann bald stehen bleiben.</translation>
    </message>
    <message>
        <source>One value per layer, from input (left) to output (right). Line: selected step; dotted: step 0, before any update. A gradient that falls toward the input vanishes; one that rises explodes.</source>
        <translation>Ein Wert je Schicht, vom Eingang (links) zum Ausgang (rechts). Linie: ausgewählter Schritt; gepunktet: Schritt 0, vor jedem Update. Ein Gradient, der zum Eingang hin fällt, verschwindet; einer, der steigt, explodiert.</translation>
    </message>
    <message>
        <source>Only for runs that are {states}.</source>
        <translation>Nur für Läufe mit dem Status {states}.</translation>
    </message>
    <message>
        <source>Only what differs between the runs</source>
        <translation>Nur, was zwischen den Läufen verschieden ist</translation>
    </message>
    <message>
        <source>Only what differs is listed. </source>
        <translation>Nur Unterschiede sind aufgeführt. </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Open a lesson from a TOML file</source>
        <translation>Eine Lektion aus einer TOML-Datei öffnen</translation>
    </message>
    <message>
        <source>Open a lesson from a file…</source>
        <translation>Lektion aus Datei öffnen …</translation>
    </message>
    <message>
        <source>Open a lesson that a teacher wrote (TOML)</source>
        <translation>Eine Lektion öffnen, die eine Lehrkraft geschrieben hat (TOML)</translation>
    </message>
    <message>
        <source>Open a lesson…</source>
        <translation>Lektion öffnen …</translation>
    </message>
    <message>
        <source>Open a model of your own</source>
        <translation>Eigenes Modell öffnen</translation>
    </message>
    <message>
        <source>Open a model of your own…</source>
        <translation>Eigenes Modell öffnen …</translation>
    </message>
    <message>
        <source>Open a sweep file</source>
        <translation>Sweep-Datei öffnen</translation>
    </message>
    <message>
        <source>Open an image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Open an image file</source>
        <translation>Eine Bilddatei öffnen</translation>
    </message>
    <message>
        <source>Open an image file of any size</source>
        <translation>Eine Bilddatei beliebiger Größe öffnen</translation>
    </message>
    <message>
        <source>Open an image folder as a dataset, with a folder for each class</source>
        <translation>Einen Bildordner als Datensatz öffnen, mit einem Ordner je Klasse</translation>
    </message>
    <message>
        <source>Open an image folder…</source>
        <translation>Bildordner öffnen …</translation>
    </message>
    <message>
        <source>Open another window on the same runs, with an engine of its own</source>
        <translation>Ein weiteres Fenster auf dieselben Läufe öffnen, mit eigener Engine</translation>
    </message>
    <message>
        <source>Open image folder…</source>
        <translation>Bildordner öffnen …</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>Öffnen in</translation>
    </message>
    <message>
        <source>Open in A</source>
        <translation>In A öffnen</translation>
    </message>
    <message>
        <source>Open in B</source>
        <translation>In B öffnen</translation>
    </message>
    <message>
        <source>Open in {side}</source>
        <translation>In {side} öffnen</translation>
    </message>
    <message>
        <source>Open in {side}: {name}</source>
        <translation>In {side} öffnen: {name}</translation>
    </message>
    <message>
        <source>Open it in {side}</source>
        <translation>In {side} öffnen</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the chosen lesson</source>
        <translation>Die gewählte Lektion öffnen</translation>
    </message>
    <message>
        <source>Open the chosen model (Enter)</source>
        <translation>Das gewählte Modell öffnen (Enter)</translation>
    </message>
    <message>
        <source>Open the guide at the part that has the focus</source>
        <translation>Das Handbuch an der Stelle öffnen, die den Fokus hat</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>Den Protokollordner öffnen</translation>
    </message>
    <message>
        <source>Open the menu of the selected skip: its stage, all skips, saving</source>
        <translation>Das Menü des ausgewählten Skips öffnen: seine Stufe, alle Skips, Speichern</translation>
    </message>
    <message>
        <source>Open the quiz</source>
        <translation>Quiz öffnen</translation>
    </message>
    <message>
        <source>Open the selected run in A</source>
        <translation>Den ausgewählten Lauf in A öffnen</translation>
    </message>
    <message>
        <source>Open the selected run in B</source>
        <translation>Den ausgewählten Lauf in B öffnen</translation>
    </message>
    <message>
        <source>Opening it runs the code of this file and of the files it imports on this computer, with your permissions.</source>
        <translation>Beim Öffnen läuft der Code dieser Datei und der von ihr importierten Dateien auf diesem Rechner, mit Ihren Rechten.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Optimizer. Changing it also changes a learning rate that is still the old one&apos;s default</source>
        <translation>Optimierer. Ein Wechsel ändert auch eine Lernrate, die noch die Vorgabe des alten ist</translation>
    </message>
    <message>
        <source>Or with the keys: left and right choose a point, up and down move it, Enter returns here.</source>
        <translation>Oder mit den Tasten: links und rechts wählen einen Punkt, auf und ab bewegen ihn, Enter kehrt hierher zurück.</translation>
    </message>
    <message>
        <source>Other depths</source>
        <translation>Andere Tiefen</translation>
    </message>
    <message>
        <source>Other images, of as many classes</source>
        <translation>Andere Bilder, mit ebenso vielen Klassen</translation>
    </message>
    <message>
        <source>Output RMS</source>
        <translation>RMS der Ausgabe</translation>
    </message>
    <message>
        <source>Output gradient RMS</source>
        <translation>RMS des Ausgabegradienten</translation>
    </message>
    <message>
        <source>Over the last {share:g} % of {steps} steps {trend} and the training accuracy is {accuracy}: it ended while still improving.</source>
        <translation>In den letzten {share:g} % von {steps} Schritten {trend}, und die Trainingsgenauigkeit ist {accuracy}: Der Lauf endete, während er noch besser wurde.</translation>
    </message>
    <message>
        <source>Over the last {share:g} % of {steps} steps {trend} and the training accuracy is {accuracy}: it is still learning.</source>
        <translation>In den letzten {share:g} % von {steps} Schritten {trend}, und die Trainingsgenauigkeit ist {accuracy}: Das Netz lernt noch.</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>Overfitting</translation>
    </message>
    <message>
        <source>Overview of the network. Drag the frame or click to move the view.</source>
        <translation>Übersicht des Netzes. Ziehen Sie den Rahmen oder klicken Sie, um die Ansicht zu verschieben.</translation>
    </message>
    <message>
        <source>Overview of the whole network</source>
        <translation>Übersicht des ganzen Netzes</translation>
    </message>
    <message>
        <source>Own scales</source>
        <translation>Eigene Skalen</translation>
    </message>
    <message>
        <source>PDF page (*.pdf)</source>
        <translation>PDF-Seite (*.pdf)</translation>
    </message>
    <message>
        <source>PNG picture, 300 dpi (*.png)</source>
        <translation>PNG-Bild, 300 dpi (*.png)</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
    <message>
        <source>Pages and search results</source>
        <translation>Seiten und Suchergebnisse</translation>
    </message>
    <message>
        <source>Pages of the guide or, while you search, sections with all words</source>
        <translation>Seiten des Handbuchs oder, während Sie suchen, Abschnitte mit allen Wörtern</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Pairs of training images that define the lines.</source>
        <translation>Paare von Trainingsbildern, die die Linien bestimmen.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Parquet tables</source>
        <translation>Parquet-Tabellen</translation>
    </message>
    <message>
        <source>Passes over the training data</source>
        <translation>Durchgänge durch die Trainingsdaten</translation>
    </message>
    <message>
        <source>Path lengths</source>
        <translation>Pfadlängen</translation>
    </message>
    <message>
        <source>Paths sampled of every length, over all images.</source>
        <translation>Je Länge gezogene Pfade, über alle Bilder.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause / Resume</source>
        <translation>Pause / Fortsetzen</translation>
    </message>
    <message>
        <source>Pause sweep</source>
        <translation>Sweep pausieren</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Pen down, {place}</source>
        <translation>Stift unten, {place}</translation>
    </message>
    <message>
        <source>Pen up, {place}</source>
        <translation>Stift oben, {place}</translation>
    </message>
    <message>
        <source>Per-class accuracy</source>
        <translation>Genauigkeit je Klasse</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild↓</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild↑</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Point at a value to read it. Black is 0, negative values are blue.</source>
        <translation>Zeigen Sie auf einen Wert, um ihn abzulesen. Schwarz ist 0, negative Werte sind blau.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Points on each side</source>
        <translation>Punkte je Seite</translation>
    </message>
    <message>
        <source>Power iterations at most; it ends when two differ by less than 0.1 %.</source>
        <translation>Höchstzahl der Potenziterationen; Ende, wenn sich zwei um weniger als 0.1 % unterscheiden.</translation>
    </message>
    <message>
        <source>Predict, run, compare: each lesson takes about a quarter of an hour. Your own cards and layout come back when you leave a lesson.</source>
        <translation>Vorhersagen, ausführen, vergleichen: Jede Lektion dauert etwa eine Viertelstunde. Ihre eigenen Karten und Ihre Anordnung kommen zurück, wenn Sie eine Lektion verlassen.</translation>
    </message>
    <message>
        <source>Prediction of {side}. {help}</source>
        <translation>Vorhersage für {side}. {help}</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Predictions and results of {side}</source>
        <translation>Vorhersagen und Ergebnisse von {side}</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Preferences: theme, interface size, curves</source>
        <translation>Einstellungen: Farbschema, Größe der Oberfläche, Kurven</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Preparing the runs…</source>
        <translation>Läufe werden vorbereitet …</translation>
    </message>
    <message>
        <source>Presenter view</source>
        <translation>Präsentationsansicht</translation>
    </message>
    <message>
        <source>Presenter view for a class: large type, few controls, high contrast</source>
        <translation>Präsentationsansicht für einen Kurs: große Schrift, wenige Bedienelemente, hoher Kontrast</translation>
    </message>
    <message>
        <source>Press Enter to run or open the selected entry</source>
        <translation>Enter führt den ausgewählten Eintrag aus oder öffnet ihn</translation>
    </message>
    <message>
        <source>Press Enter, or double-click, to open a lesson</source>
        <translation>Enter oder Doppelklick öffnet eine Lektion</translation>
    </message>
    <message>
        <source>Press Return or click to show the layer in its picture</source>
        <translation>Enter oder Klick zeigt die Schicht in ihrem Bild</translation>
    </message>
    <message>
        <source>Press Step (.) for one phase of a step</source>
        <translation>„Schritt“ (.) zeigt eine Phase eines Schritts</translation>
    </message>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>Voriger Treffer (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Previous page (Alt+Left)</source>
        <translation>Vorige Seite (Alt+Links)</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>Voriger Schritt</translation>
    </message>
    <message>
        <source>Probe every</source>
        <translation>Sonde alle</translation>
    </message>
    <message>
        <source>Progress of the analysis of {side}</source>
        <translation>Fortschritt der Analyse von {side}</translation>
    </message>
    <message>
        <source>Progress of the lesson</source>
        <translation>Fortschritt der Lektion</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Project all</source>
        <translation>Alle projizieren</translation>
    </message>
    <message>
        <source>Published, not measured here</source>
        <translation>Veröffentlicht, nicht hier gemessen</translation>
    </message>
    <message>
        <source>Put it on the cards. Ctrl+Z takes it back</source>
        <translation>Auf die Karten setzen. Strg+Z nimmt es zurück</translation>
    </message>
    <message>
        <source>Put its settings in A, with its interventions planned, to be trained again</source>
        <translation>Seine Einstellungen in A setzen, seine Eingriffe geplant, um ihn noch einmal zu trainieren</translation>
    </message>
    <message>
        <source>Put the selected runs, failed or skipped, into the queue again</source>
        <translation>Die ausgewählten Läufe, gescheitert oder übersprungen, wieder in die Warteschlange stellen</translation>
    </message>
    <message>
        <source>Put the version with the paper&apos;s own data and size on the cards. Ctrl+Z takes it back</source>
        <translation>Die Fassung mit den Daten und der Größe der Veröffentlichung auf die Karten setzen. Strg+Z nimmt es zurück</translation>
    </message>
    <message>
        <source>Put these runs into the queue of sweeps</source>
        <translation>Diese Läufe in die Warteschlange der Sweeps stellen</translation>
    </message>
    <message>
        <source>Put this experiment on the cards: both networks, data, instrument and layout. Ctrl+Z takes it back</source>
        <translation>Dieses Experiment auf die Karten setzen: beide Netze, Daten, Instrument und Anordnung. Strg+Z nimmt es zurück</translation>
    </message>
    <message>
        <source>PyTorch init</source>
        <translation>PyTorch-Init</translation>
    </message>
    <message>
        <source>PyTorch init: Uniform with variance 1 / (3 · fan-in), PyTorch&apos;s default</source>
        <translation>PyTorch-Init: gleichverteilt mit Varianz 1 / (3 · Fan-in), die Vorgabe von PyTorch</translation>
    </message>
    <message>
        <source>PyTorch&apos;s init</source>
        <translation>PyTorch-Init</translation>
    </message>
    <message>
        <source>Python (*.py)</source>
        <translation>Python (*.py)</translation>
    </message>
    <message>
        <source>Python file or dotted name</source>
        <translation>Python-Datei oder Name mit Punkten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>Random augmentation of each training image, the same for A and B</source>
        <translation>Zufällige Augmentierung jedes Trainingsbildes, dieselbe für A und B</translation>
    </message>
    <message>
        <source>Random directions for the one-dimensional plot.</source>
        <translation>Zufällige Richtungen für das eindimensionale Diagramm.</translation>
    </message>
    <message>
        <source>Random initializations per setting; the line is their median, the band their range.</source>
        <translation>Zufällige Initialisierungen je Einstellung; die Linie ist ihr Median, das Band ihre Spannweite.</translation>
    </message>
    <message>
        <source>Random initializations.</source>
        <translation>Zufällige Initialisierungen.</translation>
    </message>
    <message>
        <source>Ray cluster at…</source>
        <translation>Ray-Cluster unter …</translation>
    </message>
    <message>
        <source>Ray on this machine</source>
        <translation>Ray auf diesem Rechner</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>ReLU: max(x, 0)</source>
        <translation>ReLU: max(x, 0)</translation>
    </message>
    <message>
        <source>Read values at the previous / next step</source>
        <translation>Werte im vorigen / nächsten Schritt ablesen</translation>
    </message>
    <message>
        <source>Reading images… {read:.0%}</source>
        <translation>Bilder werden gelesen … {read:.0%}</translation>
    </message>
    <message>
        <source>Reading samples…</source>
        <translation>Beispiele werden gelesen …</translation>
    </message>
    <message>
        <source>Reading the network…</source>
        <translation>Das Netz wird gelesen …</translation>
    </message>
    <message>
        <source>Reading {measure}…</source>
        <translation>{measure} wird gelesen …</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Readings at step {at}</source>
        <translation>Messwerte in Schritt {at}</translation>
    </message>
    <message>
        <source>Readings in long form, one value in a row, and a second table with each run&apos;s settings and results.</source>
        <translation>Messwerte in Langform, ein Wert je Zeile, und eine zweite Tabelle mit Einstellungen und Ergebnissen jedes Laufs.</translation>
    </message>
    <message>
        <source>Readings of layers and skips</source>
        <translation>Messwerte von Schichten und Skips</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Verringert</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove marks</source>
        <translation>Marken entfernen</translation>
    </message>
    <message>
        <source>Remove planned interventions</source>
        <translation>Geplante Eingriffe entfernen</translation>
    </message>
    <message>
        <source>Remove prediction</source>
        <translation>Vorhersage entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the selected run</source>
        <translation>Den ausgewählten Lauf umbenennen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replay in A</source>
        <translation>In A wiederholen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>Problem melden …</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset to the default: {told}</source>
        <translation>Auf die Vorgabe zurücksetzen: {told}</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>Residual / shortcut</source>
        <translation>Residual / Shortcut</translation>
    </message>
    <message>
        <source>Residual Explorer</source>
        <translation>Residual Explorer</translation>
    </message>
    <message>
        <source>Resize to</source>
        <translation>Größe ändern auf</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>Results of the analysis</source>
        <translation>Ergebnisse der Analyse</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume sweep</source>
        <translation>Sweep fortsetzen</translation>
    </message>
    <message>
        <source>Resume {0}</source>
        <translation>{0} fortsetzen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Return the class scores themselves (logits): remove the {name} from the network.</source>
        <translation>Die Klassenwerte selbst (Logits) ausgeben: {name} aus dem Netz entfernen.</translation>
    </message>
    <message>
        <source>Return to my own setup</source>
        <translation>Zu meiner eigenen Einrichtung zurück</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Right-click a run and choose Make reference to see differences from it.</source>
        <translation>Rechtsklick auf einen Lauf und „Zur Referenz machen“ zeigt die Unterschiede zu ihm.</translation>
    </message>
    <message>
        <source>Right-click a run to open it, or to make it the reference</source>
        <translation>Rechtsklick auf einen Lauf öffnet ihn oder macht ihn zur Referenz</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>Richtig.</translation>
    </message>
    <message>
        <source>Right: {text}</source>
        <translation>Richtig: {text}</translation>
    </message>
    <message>
        <source>Role of this folder: training images, test images, one class, or ignored</source>
        <translation>Rolle dieses Ordners: Trainingsbilder, Testbilder, eine Klasse oder nicht beachtet</translation>
    </message>
    <message>
        <source>Role of {name}</source>
        <translation>Rolle von {name}</translation>
    </message>
    <message>
        <source>Rows will show training steps, columns the layers above.</source>
        <translation>Zeilen zeigen später Trainingsschritte, Spalten die Schichten darüber.</translation>
    </message>
    <message>
        <source>Rows with the same {name} stand together</source>
        <translation>Zeilen mit gleichem Wert für {name} stehen zusammen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Run kept. Press Ctrl+Z to restore it.</source>
        <translation>Der Lauf bleibt erhalten. Strg+Z bringt ihn zurück.</translation>
    </message>
    <message>
        <source>Run on</source>
        <translation>Ausführen auf</translation>
    </message>
    <message>
        <source>Run on A, then B</source>
        <translation>Auf A ausführen, dann auf B</translation>
    </message>
    <message>
        <source>Run on {side} only</source>
        <translation>Nur auf {side} ausführen</translation>
    </message>
    <message>
        <source>Run one step, then pause</source>
        <translation>Einen Schritt ausführen, dann Pause</translation>
    </message>
    <message>
        <source>Run the file&apos;s code in a separate process to list its models</source>
        <translation>Den Code der Datei in einem eigenen Prozess ausführen, um ihre Modelle aufzulisten</translation>
    </message>
    <message>
        <source>Run the suggested action</source>
        <translation>Die vorgeschlagene Aktion ausführen</translation>
    </message>
    <message>
        <source>Run {side}</source>
        <translation>Lauf {side}</translation>
    </message>
    <message>
        <source>Run {side} has no step here.</source>
        <translation>Lauf {side} hat hier keinen Schritt.</translation>
    </message>
    <message>
        <source>Run {side} is being prepared. Its skips can be switched once it trains.</source>
        <translation>Lauf {side} wird vorbereitet. Seine Skips lassen sich schalten, sobald er trainiert.</translation>
    </message>
    <message>
        <source>Running the file in a separate process to list its models and read their graphs…</source>
        <translation>Die Datei läuft in einem eigenen Prozess, um ihre Modelle aufzulisten und deren Graphen zu lesen …</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs here</source>
        <translation>Läufe an dieser Stelle</translation>
    </message>
    <message>
        <source>Runs of the sweep</source>
        <translation>Läufe des Sweeps</translation>
    </message>
    <message>
        <source>Runs on {place}</source>
        <translation>Läuft auf {place}</translation>
    </message>
    <message>
        <source>Runs that are done, of all</source>
        <translation>Fertige Läufe von allen</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>SGD: Stochastic gradient descent with momentum; weight decay is an L2 penalty (He et al. 2015)</source>
        <translation>SGD: stochastischer Gradientenabstieg mit Momentum; Weight Decay ist eine L2-Strafe (He et al. 2015)</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>SVG, PDF or PNG</source>
        <translation>SVG, PDF oder PNG</translation>
    </message>
    <message>
        <source>SVG, PDF or PNG in the light theme</source>
        <translation>SVG, PDF oder PNG im hellen Farbschema</translation>
    </message>
    <message>
        <source>Same {what}.</source>
        <translation>Gleich: {what}.</translation>
    </message>
    <message>
        <source>Sample training images with their classes</source>
        <translation>Beispiele der Trainingsbilder mit ihren Klassen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save a run</source>
        <translation>Einen Lauf speichern</translation>
    </message>
    <message>
        <source>Save all runs and quit</source>
        <translation>Alle Läufe speichern und beenden</translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation>Checkpoint speichern</translation>
    </message>
    <message>
        <source>Save every value of this figure</source>
        <translation>Alle Werte dieser Abbildung speichern</translation>
    </message>
    <message>
        <source>Save for the class…</source>
        <translation>Für den Kurs speichern …</translation>
    </message>
    <message>
        <source>Save it as a small file, for a class</source>
        <translation>Als kleine Datei speichern, für einen Kurs</translation>
    </message>
    <message>
        <source>Save or copy: {title}</source>
        <translation>Speichern oder kopieren: {title}</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Save picture for print…</source>
        <translation>Bild für den Druck speichern …</translation>
    </message>
    <message>
        <source>Save picture of {side}…</source>
        <translation>Bild von {side} speichern …</translation>
    </message>
    <message>
        <source>Save picture …</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Save prediction…</source>
        <translation>Vorhersage speichern …</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save the picture of {side}, or its graph, as a file</source>
        <translation>Das Bild von {side} oder seinen Graphen als Datei speichern</translation>
    </message>
    <message>
        <source>Save the prediction of {side}</source>
        <translation>Die Vorhersage für {side} speichern</translation>
    </message>
    <message>
        <source>Save the run that trains and stop the queue; it can go on later</source>
        <translation>Den trainierenden Lauf speichern und die Warteschlange anhalten; sie kann später weiterlaufen</translation>
    </message>
    <message>
        <source>Save the runs as they are now, so that they can be resumed and forked here</source>
        <translation>Die Läufe in ihrem jetzigen Stand speichern, damit sie sich hier fortsetzen und abzweigen lassen</translation>
    </message>
    <message>
        <source>Save the sweep</source>
        <translation>Sweep speichern</translation>
    </message>
    <message>
        <source>Save the text as a file</source>
        <translation>Den Text als Datei speichern</translation>
    </message>
    <message>
        <source>Save this figure as SVG, PDF or PNG</source>
        <translation>Diese Abbildung als SVG, PDF oder PNG speichern</translation>
    </message>
    <message>
        <source>Save this figure&apos;s picture or values, or copy the values</source>
        <translation>Bild oder Werte dieser Abbildung speichern, oder die Werte kopieren</translation>
    </message>
    <message>
        <source>Save this sweep as a file, which `residual-explorer sweep` trains too</source>
        <translation>Diesen Sweep als Datei speichern, die auch `residual-explorer sweep` trainiert</translation>
    </message>
    <message>
        <source>Save values as CSV …</source>
        <translation>Werte als CSV speichern …</translation>
    </message>
    <message>
        <source>Save your prediction as a small file for the teacher</source>
        <translation>Ihre Vorhersage als kleine Datei für die Lehrkraft speichern</translation>
    </message>
    <message>
        <source>Saved {files}</source>
        <translation>{files} gespeichert</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>{path} gespeichert</translation>
    </message>
    <message>
        <source>Saved {path}.</source>
        <translation>{path} gespeichert.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving runs… Waiting for the current step to finish, which is slow for this network.</source>
        <translation>Läufe werden gespeichert … Warten auf das Ende des laufenden Schritts, der bei diesem Netz lange dauert.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Scale of the difference</source>
        <translation>Skala der Differenz</translation>
    </message>
    <message>
        <source>Scale of the loss axis</source>
        <translation>Skala der Loss-Achse</translation>
    </message>
    <message>
        <source>Scan the folder again with these roles (Enter)</source>
        <translation>Den Ordner mit diesen Rollen noch einmal lesen (Enter)</translation>
    </message>
    <message>
        <source>Scanning {looking_at}…</source>
        <translation>{looking_at} wird durchsucht …</translation>
    </message>
    <message>
        <source>Search actions, settings, networks and runs</source>
        <translation>Aktionen, Einstellungen, Netze und Läufe suchen</translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation>Alle Seiten durchsuchen</translation>
    </message>
    <message>
        <source>Search by name or type: every word must match a path, type or term; skip3 finds a skip. {keys}</source>
        <translation>Nach Name oder Typ suchen: Jedes Wort muss in Pfad, Typ oder Begriff vorkommen; skip3 findet einen Skip. {keys}</translation>
    </message>
    <message>
        <source>Search keys and actions</source>
        <translation>Tasten und Aktionen suchen</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Läufe suchen</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Handbuch durchsuchen</translation>
    </message>
    <message>
        <source>Search the stored runs</source>
        <translation>Die gespeicherten Läufe durchsuchen</translation>
    </message>
    <message>
        <source>Search titles and texts of all pages (Ctrl+F)</source>
        <translation>Titel und Texte aller Seiten durchsuchen (Strg+F)</translation>
    </message>
    <message>
        <source>See whether it is right, and why</source>
        <translation>Sehen, ob es richtig ist, und warum</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Seed of initial weights and batch order: same seed, same numbers</source>
        <translation>Seed der Anfangsgewichte und der Reihenfolge der Batches: gleicher Seed, gleiche Zahlen</translation>
    </message>
    <message>
        <source>Seed of the directions; twins get the same ones.</source>
        <translation>Seed der Richtungen; Zwillinge erhalten dieselben.</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>Seeds together</source>
        <translation>Seeds zusammen</translation>
    </message>
    <message>
        <source>Seeds together are trained on this machine alone.</source>
        <translation>Seeds zusammen werden nur auf diesem Rechner trainiert.</translation>
    </message>
    <message>
        <source>Select a dataset in the table.</source>
        <translation>Wählen Sie einen Datensatz in der Tabelle.</translation>
    </message>
    <message>
        <source>Select a dataset to see samples; ↑ ↓ select previous / next</source>
        <translation>Einen Datensatz wählen, um Beispiele zu sehen; ↑ ↓ wählen den vorigen / nächsten</translation>
    </message>
    <message>
        <source>Select a layer or block in a picture (click, or Alt with ← →) to see its histograms over time.</source>
        <translation>Wählen Sie in einem Bild eine Schicht oder einen Block (Klick, oder Alt mit ← →), um ihre Histogramme über die Zeit zu sehen.</translation>
    </message>
    <message>
        <source>Select a run first.</source>
        <translation>Wählen Sie zuerst einen Lauf.</translation>
    </message>
    <message>
        <source>Select a sweep first.</source>
        <translation>Wählen Sie zuerst einen Sweep.</translation>
    </message>
    <message>
        <source>Select a sweep to see its runs</source>
        <translation>Einen Sweep wählen, um seine Läufe zu sehen</translation>
    </message>
    <message>
        <source>Select first / last skip</source>
        <translation>Den ersten / letzten Skip wählen</translation>
    </message>
    <message>
        <source>Select one run first.</source>
        <translation>Wählen Sie zuerst genau einen Lauf.</translation>
    </message>
    <message>
        <source>Select one run that was trained.</source>
        <translation>Wählen Sie einen Lauf, der trainiert wurde.</translation>
    </message>
    <message>
        <source>Select previous / next layer, call or box</source>
        <translation>Vorige / nächste Schicht, vorigen Aufruf oder Kasten wählen</translation>
    </message>
    <message>
        <source>Select previous / next skip</source>
        <translation>Vorigen / nächsten Skip wählen</translation>
    </message>
    <message>
        <source>Select runs first: Shift or Ctrl and click.</source>
        <translation>Wählen Sie zuerst Läufe: Umschalt oder Strg und Klick.</translation>
    </message>
    <message>
        <source>Selected step</source>
        <translation>Ausgewählter Schritt</translation>
    </message>
    <message>
        <source>Selected step, typed</source>
        <translation>Ausgewählter Schritt, eingetippt</translation>
    </message>
    <message>
        <source>Selected step: type a number, counted from 0</source>
        <translation>Ausgewählter Schritt: eine Zahl eingeben, ab 0 gezählt</translation>
    </message>
    <message>
        <source>Send this text with a report: what you did, what you expected, and what happened. Your home folder and user name are left out; check it before you send it.</source>
        <translation>Schicken Sie diesen Text mit einer Meldung: was Sie getan haben, was Sie erwartet haben und was geschah. Ihr Benutzerordner und Benutzername sind ausgelassen; prüfen Sie ihn, bevor Sie ihn senden.</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>Ernst</translation>
    </message>
    <message>
        <source>Set “Sharpness every” in a card, then train; or press “Measure now” while a run trains.</source>
        <translation>Stellen Sie „Schärfe alle“ in einer Karte ein und trainieren Sie; oder drücken Sie „Jetzt messen“, während ein Lauf trainiert.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings of run {side}</source>
        <translation>Einstellungen von Lauf {side}</translation>
    </message>
    <message>
        <source>Settings of the sweep</source>
        <translation>Einstellungen des Sweeps</translation>
    </message>
    <message>
        <source>Settings, results and readings of each run; a number that is not finite is null.</source>
        <translation>Einstellungen, Ergebnisse und Messwerte jedes Laufs; eine nicht endliche Zahl ist null.</translation>
    </message>
    <message>
        <source>Several answers are right: choose all of them.</source>
        <translation>Mehrere Antworten sind richtig: Wählen Sie alle.</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>Formen</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>Sharpness every</source>
        <translation>Schärfe alle</translation>
    </message>
    <message>
        <source>Shattered gradients</source>
        <translation>Zersplitterte Gradienten</translation>
    </message>
    <message>
        <source>Shift+F10</source>
        <translation>Umschalt+F10</translation>
    </message>
    <message>
        <source>Shift+F3</source>
        <translation>Umschalt+F3</translation>
    </message>
    <message>
        <source>Shift+PgDown</source>
        <translation>Umschalt+Bild↓</translation>
    </message>
    <message>
        <source>Shift+PgUp</source>
        <translation>Umschalt+Bild↑</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Umschalt+Ziehen</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>Shift+←</source>
        <translation>Umschalt+←</translation>
    </message>
    <message>
        <source>Shift+→</source>
        <translation>Umschalt+→</translation>
    </message>
    <message>
        <source>Shortcut where shapes change. Zero-pad: no parameters · Project: a 1×1 convolution there · Project all: one in every block (options A, B and C of He et al. 2015)</source>
        <translation>Shortcut, wo sich Formen ändern. Nullen: keine Parameter · Projektion: dort eine 1×1-Faltung · Alle projizieren: eine in jedem Block (Optionen A, B und C von He et al. 2015)</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Shortcuts by group</source>
        <translation>Tastenkürzel nach Gruppen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show all layers and steps</source>
        <translation>Alle Schichten und Schritte zeigen</translation>
    </message>
    <message>
        <source>Show complete curves</source>
        <translation>Ganze Kurven zeigen</translation>
    </message>
    <message>
        <source>Show keyboard shortcuts</source>
        <translation>Tastenkürzel zeigen</translation>
    </message>
    <message>
        <source>Show more or less detail: stages, blocks, layers, calls</source>
        <translation>Mehr oder weniger Detail zeigen: Stufen, Blöcke, Schichten, Aufrufe</translation>
    </message>
    <message>
        <source>Show next step</source>
        <translation>Nächsten Schritt zeigen</translation>
    </message>
    <message>
        <source>Show only the shortcuts that contain these words</source>
        <translation>Nur die Tastenkürzel zeigen, die diese Wörter enthalten</translation>
    </message>
    <message>
        <source>Show or hide one image on its way: choose it, draw it, see its maps</source>
        <translation>Ein Bild auf seinem Weg ein- oder ausblenden: wählen, zeichnen, seine Karten sehen</translation>
    </message>
    <message>
        <source>Show or hide the analyses</source>
        <translation>Die Analysen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Den Inspektor ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the lessons</source>
        <translation>Die Lektionen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the stored runs</source>
        <translation>Die gespeicherten Läufe ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the sweeps</source>
        <translation>Die Sweeps ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide training settings</source>
        <translation>Trainingseinstellungen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show other samples</source>
        <translation>Andere Beispiele zeigen</translation>
    </message>
    <message>
        <source>Show other samples of this dataset</source>
        <translation>Andere Beispiele dieses Datensatzes zeigen</translation>
    </message>
    <message>
        <source>Show predictions of a class</source>
        <translation>Vorhersagen eines Kurses zeigen</translation>
    </message>
    <message>
        <source>Show predictions of a class…</source>
        <translation>Vorhersagen eines Kurses zeigen …</translation>
    </message>
    <message>
        <source>Show previous / next page</source>
        <translation>Vorige / nächste Seite zeigen</translation>
    </message>
    <message>
        <source>Show previous step</source>
        <translation>Vorigen Schritt zeigen</translation>
    </message>
    <message>
        <source>Show step 0</source>
        <translation>Schritt 0 zeigen</translation>
    </message>
    <message>
        <source>Show the cards and the layout from before the lesson</source>
        <translation>Karten und Anordnung von vor der Lektion zeigen</translation>
    </message>
    <message>
        <source>Show the column {name}</source>
        <translation>Die Spalte {name} zeigen</translation>
    </message>
    <message>
        <source>Show the contents</source>
        <translation>Das Inhaltsverzeichnis zeigen</translation>
    </message>
    <message>
        <source>Show the difference B − A in B&apos;s heatmap</source>
        <translation>Die Differenz B − A in der Heatmap von B zeigen</translation>
    </message>
    <message>
        <source>Show the predictions of many, from files, as thin lines behind the run</source>
        <translation>Die Vorhersagen vieler aus Dateien als dünne Linien hinter dem Lauf zeigen</translation>
    </message>
    <message>
        <source>Show the predictions of many, from small files: curves in the plots, marks and answers here</source>
        <translation>Die Vorhersagen vieler aus kleinen Dateien zeigen: hier Kurven, Marken und Antworten</translation>
    </message>
    <message>
        <source>Show the selected run in A</source>
        <translation>Den ausgewählten Lauf in A zeigen</translation>
    </message>
    <message>
        <source>Show the selected run in B</source>
        <translation>Den ausgewählten Lauf in B zeigen</translation>
    </message>
    <message>
        <source>Show the surface in 3D or as a map</source>
        <translation>Die Fläche in 3D oder als Karte zeigen</translation>
    </message>
    <message>
        <source>Show the whole network	F</source>
        <translation>Ganzes Netz zeigen	F</translation>
    </message>
    <message>
        <source>Show this evidence: instrument, step and layers (click, or Tab and Enter)</source>
        <translation>Diesen Beleg zeigen: Instrument, Schritt und Schichten (Klick, oder Tab und Enter)</translation>
    </message>
    <message>
        <source>Shown if A and B differ in one setting, at the last epoch that both have finished</source>
        <translation>Gezeigt, wenn sich A und B in einer Einstellung unterscheiden, bei der letzten Epoche, die beide abgeschlossen haben</translation>
    </message>
    <message>
        <source>SiLU</source>
        <translation>SiLU</translation>
    </message>
    <message>
        <source>SiLU: x · sigmoid(x), also called swish (Ramachandran et al. 2017, arXiv 1710.05941)</source>
        <translation>SiLU: x · sigmoid(x), auch Swish genannt (Ramachandran et al. 2017, arXiv 1710.05941)</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Since epoch {epoch} the training loss fell from {before} to {after} while the test loss rose from {low} to {now}</source>
        <translation>Seit Epoche {epoch} fiel der Trainings-Loss von {before} auf {after}, während der Test-Loss von {low} auf {now} stieg</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of everything in the window, from the next start on</source>
        <translation>Größe von allem im Fenster, ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Skip this step to go on.</source>
        <translation>Überspringen Sie diesen Schritt, um fortzufahren.</translation>
    </message>
    <message>
        <source>Skips</source>
        <translation>Skips</translation>
    </message>
    <message>
        <source>Skips before step 0</source>
        <translation>Skips vor Schritt 0</translation>
    </message>
    <message>
        <source>Skips can be switched once the run trains.</source>
        <translation>Skips lassen sich schalten, sobald der Lauf trainiert.</translation>
    </message>
    <message>
        <source>Skips change {moment}</source>
        <translation>Skips ändern sich {moment}</translation>
    </message>
    <message>
        <source>Skips off</source>
        <translation>Skips aus</translation>
    </message>
    <message>
        <source>Skips on</source>
        <translation>Skips an</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>Steigung</translation>
    </message>
    <message>
        <source>Slope of leaky ReLU where its input is negative</source>
        <translation>Steigung von Leaky ReLU, wo die Eingabe negativ ist</translation>
    </message>
    <message>
        <source>Small stem</source>
        <translation>Kleiner Stamm</translation>
    </message>
    <message>
        <source>Smaller interface</source>
        <translation>Oberfläche verkleinern</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>So that analyses can be asked elsewhere</source>
        <translation>Damit sich Analysen anderswo ausführen lassen</translation>
    </message>
    <message>
        <source>Softmax before the loss</source>
        <translation>Softmax vor dem Loss</translation>
    </message>
    <message>
        <source>Sort again</source>
        <translation>Neu sortieren</translation>
    </message>
    <message>
        <source>Sort by the column of the current cell (← →), again: in the other direction</source>
        <translation>Nach der Spalte der aktuellen Zelle (← →) sortieren, noch einmal: in der anderen Richtung</translation>
    </message>
    <message>
        <source>Sort layers by value</source>
        <translation>Schichten nach Wert sortieren</translation>
    </message>
    <message>
        <source>Sort the values by magnitude instead of by layer, as in Fig. 7 of He et al. 2015</source>
        <translation>Die Werte nach Größe statt nach Schicht sortieren, wie in Abb. 7 von He et al. 2015</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>Sortiert</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Spanne</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>Übereinander</translation>
    </message>
    <message>
        <source>Stage {number}: all skips off</source>
        <translation>Stufe {number}: alle Skips aus</translation>
    </message>
    <message>
        <source>Stage {number}: all skips on</source>
        <translation>Stufe {number}: alle Skips an</translation>
    </message>
    <message>
        <source>Stage {n}</source>
        <translation>Stufe {n}</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>Start from a sweep that comes with the program</source>
        <translation>Von einem Sweep ausgehen, der mit dem Programm kommt</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Start queue</source>
        <translation>Warteschlange starten</translation>
    </message>
    <message>
        <source>Start the last norm&apos;s γ of every block at 0, so that each block initially computes its shortcut alone</source>
        <translation>Das γ der letzten Norm jedes Blocks mit 0 beginnen, sodass jeder Block anfangs nur seinen Shortcut berechnet</translation>
    </message>
    <message>
        <source>Start training to see curves.</source>
        <translation>Starten Sie das Training, um Kurven zu sehen.</translation>
    </message>
    <message>
        <source>Starting the engine: loading PyTorch…</source>
        <translation>Die Engine startet: PyTorch wird geladen …</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Statistics of batch norm</source>
        <translation>Statistiken der Batch-Norm</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Step by phases</source>
        <translation>Phasenweise</translation>
    </message>
    <message>
        <source>Step by phases: forward, loss, backward and update, one for each Step while paused</source>
        <translation>Phasenweise: vorwärts, Loss, rückwärts und Update, in der Pause je eine mit „Schritt“</translation>
    </message>
    <message>
        <source>Step decay</source>
        <translation>Stufenabfall</translation>
    </message>
    <message>
        <source>Step decay after a low start</source>
        <translation>Stufenabfall nach niedrigem Start</translation>
    </message>
    <message>
        <source>Step decay after a low start: A tenth of the learning rate for the first 400 steps where no warm-up is set, then step decay: the paper&apos;s recipe for ResNet-110 (He et al. 2015, section 4.2)</source>
        <translation>Stufenabfall nach niedrigem Start: ein Zehntel der Lernrate in den ersten 400 Schritten, wo kein Warm-up gesetzt ist, dann Stufenabfall: das Rezept der Veröffentlichung für ResNet-110 (He et al. 2015, Abschnitt 4.2)</translation>
    </message>
    <message>
        <source>Step decay: A tenth of the learning rate from half of the steps on, a hundredth from three quarters on (He et al. 2015, section 4.2)</source>
        <translation>Stufenabfall: ein Zehntel der Lernrate ab der Hälfte der Schritte, ein Hundertstel ab drei Vierteln (He et al. 2015, Abschnitt 4.2)</translation>
    </message>
    <message>
        <source>Step does whole steps again (Ctrl+.)</source>
        <translation>„Schritt“ führt wieder ganze Schritte aus (Strg+.)</translation>
    </message>
    <message>
        <source>Step shown in pictures, plots and inspector; the right end follows the newest step</source>
        <translation>Schritt, der in Bildern, Kurven und Inspektor gezeigt wird; das rechte Ende folgt dem neuesten Schritt</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>Step {step:,}</source>
        <translation>Schritt {step:,}</translation>
    </message>
    <message>
        <source>Step {step} changed the median layer {size} (rule of thumb: 0.001); training accuracy is {accuracy}, loss {loss}.</source>
        <translation>Schritt {step} hat die mittlere Schicht (Median) {size} geändert (Faustregel: 0.001); Trainingsgenauigkeit {accuracy}, Loss {loss}.</translation>
    </message>
    <message>
        <source>Step {step} is shown with its skips at that time. Follow the newest step (Ctrl+End) to switch {skips}.</source>
        <translation>Schritt {step} wird mit den damaligen Skips gezeigt. Folgen Sie dem neuesten Schritt (Strg+Ende), um {skips} zu schalten.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Steps between measurements of the loss&apos;s sharpness (largest Hessian eigenvalue), from step 0 on. Each costs as much as some 30 to 60 steps. off: never. They do not change the run&apos;s numbers</source>
        <translation>Schritte zwischen Messungen der Schärfe des Loss (größter Hesse-Eigenwert), ab Schritt 0. Jede kostet so viel wie etwa 30 bis 60 Schritte. aus: nie. Sie ändern die Zahlen des Laufs nicht</translation>
    </message>
    <message>
        <source>Steps between probes</source>
        <translation>Schritte zwischen Sonden</translation>
    </message>
    <message>
        <source>Steps between probes, which measure activations, blocks and histograms. auto: at most 5 % of the training time. Probes do not change the run&apos;s numbers</source>
        <translation>Schritte zwischen Sonden, die Aktivierungen, Blöcke und Histogramme messen. auto: höchstens 5 % der Trainingszeit. Sonden ändern die Zahlen des Laufs nicht</translation>
    </message>
    <message>
        <source>Steps from the lowest to the highest rate.</source>
        <translation>Schritte von der niedrigsten zur höchsten Rate.</translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises from 0 to its value</source>
        <translation>Schritte, über die die Lernrate von 0 auf ihren Wert steigt</translation>
    </message>
    <message>
        <source>Steps trained</source>
        <translation>Trainierte Schritte</translation>
    </message>
    <message>
        <source>Steps, epochs or seconds of training, without pauses</source>
        <translation>Schritte, Epochen oder Sekunden des Trainings, ohne Pausen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop and discard runs</source>
        <translation>Läufe stoppen und verwerfen</translation>
    </message>
    <message>
        <source>Stop and keep runs</source>
        <translation>Läufe stoppen und behalten</translation>
    </message>
    <message>
        <source>Stop queue</source>
        <translation>Warteschlange anhalten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Stored runs</source>
        <translation>Gespeicherte Läufe</translation>
    </message>
    <message>
        <source>Stored step</source>
        <translation>Gespeicherter Schritt</translation>
    </message>
    <message>
        <source>Strips</source>
        <translation>Streifen</translation>
    </message>
    <message>
        <source>Strips under one another, or lines over one another</source>
        <translation>Streifen untereinander, oder Linien übereinander</translation>
    </message>
    <message>
        <source>Subtract the mean map of 64 training images: what is left belongs to this image, not to every image</source>
        <translation>Die mittlere Karte von 64 Trainingsbildern abziehen: Was bleibt, gehört zu diesem Bild und nicht zu jedem</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>Swap A and B: exchange settings and runs</source>
        <translation>A und B tauschen: Einstellungen und Läufe wechseln die Seite</translation>
    </message>
    <message>
        <source>Swap light and dark: digits of the data are light on dark, those on paper are not</source>
        <translation>Hell und dunkel tauschen: Ziffern der Daten sind hell auf dunkel, die auf Papier nicht</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Sweep</translation>
    </message>
    <message>
        <source>Sweep file</source>
        <translation>Sweep-Datei</translation>
    </message>
    <message>
        <source>Sweep {name}</source>
        <translation>Sweep {name}</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>Sweeps</translation>
    </message>
    <message>
        <source>Switch a skip</source>
        <translation>Einen Skip schalten</translation>
    </message>
    <message>
        <source>Switch all skips of A and B off</source>
        <translation>Alle Skips von A und B ausschalten</translation>
    </message>
    <message>
        <source>Switch all skips of A and B on</source>
        <translation>Alle Skips von A und B einschalten</translation>
    </message>
    <message>
        <source>Switch every skip of run {side} off</source>
        <translation>Alle Skips von Lauf {side} ausschalten</translation>
    </message>
    <message>
        <source>Switch every skip of run {side} on</source>
        <translation>Alle Skips von Lauf {side} einschalten</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>accuracy lost within 20 steps of the first intervention</source>
        <translation>Verlust an Genauigkeit binnen 20 Schritten nach dem ersten Eingriff</translation>
    </message>
    <message>
        <source>block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>correlation of gradients at neighboring inputs, at initialization</source>
        <translation>Korrelation der Gradienten benachbarter Eingaben, bei der Initialisierung</translation>
    </message>
    <message>
        <source>decade</source>
        <translation>Dekade</translation>
    </message>
    <message>
        <source>decades</source>
        <translation>Dekaden</translation>
    </message>
    <message>
        <source>design</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>deviation across images, first over last convolution</source>
        <translation>Streuung über Bilder, erste durch letzte Faltung</translation>
    </message>
    <message>
        <source>distance of a block from the identity, median</source>
        <translation>Abstand eines Blocks von der Identität, Median</translation>
    </message>
    <message>
        <source>diverged (1) or not (0)</source>
        <translation>divergiert (1) oder nicht (0)</translation>
    </message>
    <message>
        <source>gradient at the output, first over last convolution</source>
        <translation>Gradient am Ausgang, erste durch letzte Faltung</translation>
    </message>
    <message>
        <source>gradient norm of the first layer</source>
        <translation>Gradientennorm der ersten Schicht</translation>
    </message>
    <message>
        <source>gradient norm, first over last convolution</source>
        <translation>Gradientennorm, erste durch letzte Faltung</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>largest receptive field</source>
        <translation>größtes rezeptives Feld</translation>
    </message>
    <message>
        <source>layers with weights</source>
        <translation>Schichten mit Gewichten</translation>
    </message>
    <message>
        <source>length of the paths of the gradient, on average</source>
        <translation>Länge der Pfade des Gradienten, im Mittel</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>mean accuracy of neighboring batches</source>
        <translation>mittlere Genauigkeit benachbarter Batches</translation>
    </message>
    <message>
        <source>mean loss of neighboring batches</source>
        <translation>mittlerer Loss benachbarter Batches</translation>
    </message>
    <message>
        <source>multiply-adds of one image</source>
        <translation>Multiply-Adds eines Bildes</translation>
    </message>
    <message>
        <source>nat</source>
        <translation>Nat</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>Nats</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>residual over shortcut, median over skips</source>
        <translation>Residual durch Shortcut, Median über Skips</translation>
    </message>
    <message>
        <source>skip connections that are on</source>
        <translation>eingeschaltete Skip-Verbindungen</translation>
    </message>
    <message>
        <source>standard deviation of the layers&apos; response, median</source>
        <translation>Standardabweichung der Antwort der Schichten, Median</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>Testgenauigkeit</translation>
    </message>
    <message>
        <source>test error when a block is dropped, largest change</source>
        <translation>Testfehler ohne einen Block, größte Änderung</translation>
    </message>
    <message>
        <source>test error when a block is dropped, median change</source>
        <translation>Testfehler ohne einen Block, Median der Änderung</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>Test-Loss</translation>
    </message>
    <message>
        <source>training accuracy</source>
        <translation>Trainingsgenauigkeit</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>Trainings-Loss</translation>
    </message>
    <message>
        <source>training minus test accuracy</source>
        <translation>Trainings- minus Testgenauigkeit</translation>
    </message>
    <message>
        <source>what a linear probe reads behind the last block, as trained</source>
        <translation>was eine lineare Sonde hinter dem letzten Block abliest, trainiert</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>Ihre</translation>
    </message>
    <message>
        <source>{count} billion</source>
        <translation>{count} Milliarden</translation>
    </message>
    <message>
        <source>{title} at step {at:,}</source>
        <translation>{title} in Schritt {at:,}</translation>
    </message>
    <message>
        <source>◆ runs</source>
        <translation>◆ Läufe</translation>
    </message>
    <message>
        <source>✓ Right.</source>
        <translation>✓ Richtig.</translation>
    </message>
    <message>
        <source>✗ Wrong.</source>
        <translation>✗ Falsch.</translation>
    </message>
    <message numerus="yes">
        <source>{count} steps are too few to judge.</source>
        <translation>
            <numerusform>{count} Schritt ist zu wenig für ein Urteil.</numerusform>
            <numerusform>{count} Schritte sind zu wenige für ein Urteil.</numerusform>
        </translation>
    </message>
    <message>
        <source>Switch every skip of run {side} {word}</source>
        <translation type="vanished">Jeden Skip von Lauf {side} schalten: {word}</translation>
    </message>
    <message>
        <source>Switch every skip the pointer crosses</source>
        <translation>Jeden Skip schalten, den der Zeiger kreuzt</translation>
    </message>
    <message>
        <source>Switch single skips off or increase the depth, and compare.</source>
        <translation>Einzelne Skips ausschalten oder die Tiefe erhöhen, und vergleichen.</translation>
    </message>
    <message>
        <source>Switch the selected skip</source>
        <translation>Den ausgewählten Skip schalten</translation>
    </message>
    <message>
        <source>Switch the skips on and train again from the same initial weights.</source>
        <translation>Die Skips einschalten und von denselben Anfangsgewichten aus erneut trainieren.</translation>
    </message>
    <message>
        <source>Switch the skips on, which removes this slope at step 0; or use a shallower network. Learning rate {rate:g} or warm-up helps less.</source>
        <translation>Die Skips einschalten, das beseitigt dieses Gefälle in Schritt 0; oder ein flacheres Netz. Lernrate {rate:g} oder Warm-up hilft weniger.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>TF32</source>
        <translation>TF32</translation>
    </message>
    <message>
        <source>TF32: factors of convolutions to 10 bits, on NVIDIA GPUs only</source>
        <translation>TF32: Faktoren von Faltungen auf 10 Bit, nur auf NVIDIA-GPUs</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Tags of {what}, separated by spaces:</source>
        <translation>Tags von {what}, durch Leerzeichen getrennt:</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Tags …</translation>
    </message>
    <message>
        <source>Take a shallower network. Learning rate {rate:g} or warm-up helps less.</source>
        <translation>Ein flacheres Netz nehmen. Lernrate {rate:g} oder Warm-up hilft weniger.</translation>
    </message>
    <message>
        <source>Take everything off the pad (Delete)</source>
        <translation>Die Zeichenfläche leeren (Entf)</translation>
    </message>
    <message>
        <source>Take it off this plot and off the run</source>
        <translation>Von dieser Kurve und vom Lauf entfernen</translation>
    </message>
    <message>
        <source>Take only runs that are not there yet</source>
        <translation>Nur Läufe übernehmen, die noch nicht da sind</translation>
    </message>
    <message>
        <source>Take the predictions of the class off</source>
        <translation>Die Vorhersagen des Kurses ausblenden</translation>
    </message>
    <message>
        <source>Take the selected runs out of the sweep; what was trained stays in the list of runs</source>
        <translation>Die ausgewählten Läufe aus dem Sweep nehmen; was trainiert wurde, bleibt in der Liste der Läufe</translation>
    </message>
    <message>
        <source>Take them off</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Take these limits (Enter)</source>
        <translation>Diese Grenzen übernehmen (Enter)</translation>
    </message>
    <message>
        <source>Take this sweep off the list; its runs stay in the list of runs</source>
        <translation>Diesen Sweep aus der Liste nehmen; seine Läufe bleiben in der Liste der Läufe</translation>
    </message>
    <message>
        <source>Take your drawing off the plot and the run</source>
        <translation>Ihre Zeichnung von der Kurve und vom Lauf entfernen</translation>
    </message>
    <message>
        <source>Take your marks off the axis and the run</source>
        <translation>Ihre Marken von der Achse und vom Lauf entfernen</translation>
    </message>
    <message>
        <source>Taller panel</source>
        <translation>Bereich höher</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>Tanh: tanh(x): saturates at −1 and 1</source>
        <translation>Tanh: tanh(x): sättigt bei −1 und 1</translation>
    </message>
    <message>
        <source>TensorBoard event files</source>
        <translation>TensorBoard-Event-Dateien</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Test accuracy of the last finished epoch</source>
        <translation>Testgenauigkeit der letzten abgeschlossenen Epoche</translation>
    </message>
    <message>
        <source>Test accuracy so far</source>
        <translation>Bisherige Testgenauigkeit</translation>
    </message>
    <message>
        <source>Test and training error</source>
        <translation>Test- und Trainingsfehler</translation>
    </message>
    <message>
        <source>Test and training loss</source>
        <translation>Test- und Trainings-Loss</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Testfehler</translation>
    </message>
    <message>
        <source>Test image {index}: {names}</source>
        <translation>Testbild {index}: {names}</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>Test images for the distances and training images for comparing copies; all if there are fewer.</source>
        <translation>Testbilder für die Abstände und Trainingsbilder für den Vergleich der Kopien; alle, wenn es weniger sind.</translation>
    </message>
    <message>
        <source>Test images to compare.</source>
        <translation>Zu vergleichende Testbilder.</translation>
    </message>
    <message>
        <source>Test images with their classes; those that A or B gets wrong come first</source>
        <translation>Testbilder mit ihren Klassen; zuerst kommen die, bei denen A oder B falsch liegt</translation>
    </message>
    <message>
        <source>Test images, and as many training images, for each error; all if there are fewer.</source>
        <translation>Testbilder und ebenso viele Trainingsbilder für jeden Fehler; alle, wenn es weniger sind.</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>The analysis of {0} is there already, and a prediction comes before it.</source>
        <translation>Die Analyse von {0} ist schon da, und eine Vorhersage kommt davor.</translation>
    </message>
    <message>
        <source>The answers of A and B appear here.</source>
        <translation>Hier erscheinen die Antworten von A und B.</translation>
    </message>
    <message>
        <source>The child has the parent&apos;s weights, optimizer state and steps up to here. The parent stays as it is. Steps between the last checkpoint and this step are trained again first.</source>
        <translation>Der Abzweig hat Gewichte, Zustand des Optimierers und Schritte des Elternlaufs bis hierher. Der Elternlauf bleibt, wie er ist. Schritte zwischen dem letzten Checkpoint und diesem Schritt werden zuerst noch einmal trainiert.</translation>
    </message>
    <message>
        <source>The class: {marks}, median {median}.</source>
        <translation>Der Kurs: {marks}, Median {median}.</translation>
    </message>
    <message>
        <source>The cluster&apos;s address, HOST:PORT, as `ray start --head` tells it</source>
        <translation>Die Adresse des Clusters, HOST:PORT, wie `ray start --head` sie nennt</translation>
    </message>
    <message>
        <source>The command that trains a run of these settings again</source>
        <translation>Der Befehl, der einen Lauf mit diesen Einstellungen noch einmal trainiert</translation>
    </message>
    <message>
        <source>The copy of the engine&apos;s key file; only you may read it</source>
        <translation>Die Kopie der Schlüsseldatei der Engine; nur Sie dürfen sie lesen</translation>
    </message>
    <message>
        <source>The engine is closed.</source>
        <translation>Die Engine ist geschlossen.</translation>
    </message>
    <message>
        <source>The engine is not ready yet.</source>
        <translation>Die Engine ist noch nicht bereit.</translation>
    </message>
    <message>
        <source>The engine is starting.</source>
        <translation>Die Engine startet.</translation>
    </message>
    <message>
        <source>The engine is starting. Analyses are available once it is ready.</source>
        <translation>Die Engine startet. Analysen sind verfügbar, sobald sie bereit ist.</translation>
    </message>
    <message>
        <source>The engine is starting. Load the experiment in a moment.</source>
        <translation>Die Engine startet. Laden Sie das Experiment gleich noch einmal.</translation>
    </message>
    <message>
        <source>The engine stopped during the inspection. Inspect again.</source>
        <translation>Die Engine ist während der Inspektion stehen geblieben. Inspizieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>The engine stopped while reading samples. Select the dataset again once it is ready.</source>
        <translation>Die Engine ist beim Lesen der Beispiele stehen geblieben. Wählen Sie den Datensatz noch einmal, sobald sie bereit ist.</translation>
    </message>
    <message>
        <source>The engine stopped. Starting it again…</source>
        <translation>Die Engine ist stehen geblieben. Sie wird neu gestartet …</translation>
    </message>
    <message>
        <source>The figures appear when {step}.</source>
        <translation>Die Zahlen erscheinen, wenn {step}.</translation>
    </message>
    <message>
        <source>The file&apos;s code is running in a separate process (limit: 20 s)</source>
        <translation>Der Code der Datei läuft in einem eigenen Prozess (Grenze: 20 s)</translation>
    </message>
    <message>
        <source>The first lines of the file; none of its code has run yet</source>
        <translation>Die ersten Zeilen der Datei; noch ist nichts von ihrem Code gelaufen</translation>
    </message>
    <message>
        <source>The first step that differs in the child</source>
        <translation>Der erste Schritt, der im Abzweig anders ist</translation>
    </message>
    <message>
        <source>The gradient {falls} from the classifier to {where} (norm {far} and {near}), {since}, and accuracy is at chance level: {accuracy}, loss {loss}.</source>
        <translation>Der Gradient {falls} vom Klassifikator bis {where} (Norm {far} und {near}), {since}, und die Genauigkeit liegt auf Zufallsniveau: {accuracy}, Loss {loss}.</translation>
    </message>
    <message>
        <source>The heatmaps of several runs, on one color scale</source>
        <translation>Die Heatmaps mehrerer Läufe, auf einer Farbskala</translation>
    </message>
    <message>
        <source>The image as the network gets it</source>
        <translation>Das Bild, wie das Netz es erhält</translation>
    </message>
    <message>
        <source>The image is of {title}, this side learns {own}. Choose an image of {own}, or draw one.</source>
        <translation>Das Bild gehört zu {title}, diese Seite lernt {own}. Wählen Sie ein Bild aus {own}, oder zeichnen Sie eines.</translation>
    </message>
    <message>
        <source>The image&apos;s class is {names}.</source>
        <translation>Die Klasse des Bildes ist {names}.</translation>
    </message>
    <message>
        <source>The language changes at the next start. Restarting saves the runs that train.</source>
        <translation>Die Sprache wechselt beim nächsten Start. Ein Neustart speichert die Läufe, die trainieren.</translation>
    </message>
    <message>
        <source>The learning rate from this step on</source>
        <translation>Die Lernrate ab diesem Schritt</translation>
    </message>
    <message>
        <source>The log folder is {folder}.</source>
        <translation>Der Protokollordner ist {folder}.</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Das Protokoll ist leer.</translation>
    </message>
    <message>
        <source>The loss falls steadily ({first} over the first fifth of the steps, {last} over the last) but a step changes the median layer by {share} of its length (rule of thumb: 1e-3); training accuracy {accuracy}.</source>
        <translation>Der Loss fällt stetig ({first} im ersten Fünftel der Schritte, {last} im letzten), aber ein Schritt ändert die mittlere Schicht (Median) nur um das {share}-fache ihrer Länge (Faustregel: 1e-3); Trainingsgenauigkeit {accuracy}.</translation>
    </message>
    <message>
        <source>The loss is {what} at step {step}</source>
        <translation>Der Loss ist {what} in Schritt {step}</translation>
    </message>
    <message>
        <source>The network ends in a {name}, and cross-entropy applies a softmax itself: scores lie between 0 and 1, the loss cannot fall below {least} ({classes} classes), and gradients are small.</source>
        <translation>Das Netz endet mit {name}, und die Kreuzentropie wendet selbst ein Softmax an: Die Werte liegen zwischen 0 und 1, der Loss kann nicht unter {least} fallen ({classes} Klassen), und die Gradienten sind klein.</translation>
    </message>
    <message>
        <source>The network is not there yet.</source>
        <translation>Das Netz ist noch nicht da.</translation>
    </message>
    <message>
        <source>The network of {unusable} cannot be built.</source>
        <translation>Das Netz von {unusable} lässt sich nicht bauen.</translation>
    </message>
    <message>
        <source>The output is the same for every image ({what}), so accuracy is at chance level: {accuracy}, loss {loss}; ln {classes} is {chance}.</source>
        <translation>Die Ausgabe ist für jedes Bild gleich ({what}), die Genauigkeit liegt also auf Zufallsniveau: {accuracy}, Loss {loss}; ln {classes} ist {chance}.</translation>
    </message>
    <message>
        <source>The output that holds the class scores, by key or number</source>
        <translation>Die Ausgabe mit den Klassen-Scores, als Schlüssel oder Nummer</translation>
    </message>
    <message>
        <source>The prediction could not be saved to {chosen}: {reason}.</source>
        <translation>Die Vorhersage konnte nicht in {chosen} gespeichert werden: {reason}.</translation>
    </message>
    <message>
        <source>The queue is off.</source>
        <translation>Die Warteschlange ist aus.</translation>
    </message>
    <message>
        <source>The queue is on.</source>
        <translation>Die Warteschlange ist an.</translation>
    </message>
    <message>
        <source>The queue of sweeps has {runs} left.</source>
        <translation>In der Warteschlange der Sweeps: noch {runs}.</translation>
    </message>
    <message>
        <source>The run in {} was deleted in another window or by another program. Its curves stay here until you replace it.</source>
        <translation>Der Lauf in {} wurde in einem anderen Fenster oder von einem anderen Programm gelöscht. Seine Kurven bleiben hier, bis Sie ihn ersetzen.</translation>
    </message>
    <message>
        <source>The runs file in {folder} is damaged. What can be read is shown. Save it with: residual-explorer store salvage --to FOLDER</source>
        <translation>Die Datei der Läufe in {folder} ist beschädigt. Gezeigt wird, was sich lesen lässt. Retten Sie sie mit: residual-explorer store salvage --to ORDNER</translation>
    </message>
    <message>
        <source>The runs in their order, and the time that each is expected to take</source>
        <translation>Die Läufe in ihrer Reihenfolge und die Zeit, die jeder voraussichtlich braucht</translation>
    </message>
    <message>
        <source>The runs of the archive get ids of their own</source>
        <translation>Die Läufe des Archivs erhalten eigene Kennungen</translation>
    </message>
    <message>
        <source>The runs that this menu is about</source>
        <translation>Die Läufe, um die es in diesem Menü geht</translation>
    </message>
    <message>
        <source>The same name is the same sweep: adding it again adds the runs that it lacks</source>
        <translation>Gleicher Name, gleicher Sweep: Noch einmal hinzugefügt, kommen die Läufe dazu, die ihm fehlen</translation>
    </message>
    <message>
        <source>The same run with more epochs still improves: {accuracies}.</source>
        <translation>Derselbe Lauf wird mit mehr Epochen noch besser: {accuracies}.</translation>
    </message>
    <message>
        <source>The same run with {what} shows {answer}.</source>
        <translation>Derselbe Lauf mit {what} zeigt, {answer}.</translation>
    </message>
    <message>
        <source>The same two tables as CSV, compressed and typed, for pandas, Polars, DuckDB and R.</source>
        <translation>Dieselben zwei Tabellen wie CSV, komprimiert und typisiert, für pandas, Polars, DuckDB und R.</translation>
    </message>
    <message>
        <source>The selected instrument</source>
        <translation>Das ausgewählte Instrument</translation>
    </message>
    <message>
        <source>The selected instrument from the first layer to the last</source>
        <translation>Das ausgewählte Instrument von der ersten zur letzten Schicht</translation>
    </message>
    <message>
        <source>The setting along the x axis; seeds are averaged</source>
        <translation>Die Einstellung entlang der x-Achse; über Seeds wird gemittelt</translation>
    </message>
    <message>
        <source>The setting that each color stands for</source>
        <translation>Die Einstellung, für die jede Farbe steht</translation>
    </message>
    <message>
        <source>The setting that each panel stands for</source>
        <translation>Die Einstellung, für die jedes Feld steht</translation>
    </message>
    <message>
        <source>The stored runs are lost: the archive&apos;s take their place</source>
        <translation>Die gespeicherten Läufe gehen verloren: Die des Archivs treten an ihre Stelle</translation>
    </message>
    <message>
        <source>The sweep as a TOML file; [[exclude]] and [[when]] are written here</source>
        <translation>Der Sweep als TOML-Datei; [[exclude]] und [[when]] werden hier geschrieben</translation>
    </message>
    <message>
        <source>The sweep is canceled.</source>
        <translation>Der Sweep ist abgebrochen.</translation>
    </message>
    <message>
        <source>The sweep is not paused.</source>
        <translation>Der Sweep ist nicht pausiert.</translation>
    </message>
    <message>
        <source>The sweep is {state}.</source>
        <translation>Zustand des Sweeps: {state}.</translation>
    </message>
    <message>
        <source>The test images are few, and a gap of a few points may be chance; in the first epochs the test loss moves too much to be judged.</source>
        <translation>Es gibt wenige Testbilder, und ein Abstand von wenigen Prozentpunkten kann Zufall sein; in den ersten Epochen schwankt der Test-Loss zu stark für ein Urteil.</translation>
    </message>
    <message>
        <source>The text of the report; it can be edited</source>
        <translation>Der Text des Berichts; er lässt sich bearbeiten</translation>
    </message>
    <message>
        <source>The training engine is not responding: a step is very slow, or the network&apos;s code hangs. Force quit? Runs become interrupted; what was saved is kept.</source>
        <translation>Die Trainings-Engine antwortet nicht: Ein Schritt ist sehr langsam, oder der Code des Netzes hängt. Beenden erzwingen? Läufe gelten dann als unterbrochen; was gespeichert wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The twin ({}) is trained and stored. The findings now take it into account.</source>
        <translation>Der Zwilling ({}) ist trainiert und gespeichert. Die Befunde berücksichtigen ihn jetzt.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Theme: dark, light or system</source>
        <translation>Farbschema: dunkel, hell oder System</translation>
    </message>
    <message>
        <source>Theme: {theme}</source>
        <translation>Farbschema: {theme}</translation>
    </message>
    <message>
        <source>There is no GPU here that PyTorch can use, so this version cannot be loaded.</source>
        <translation>Hier gibt es keine GPU, die PyTorch verwenden kann; diese Fassung lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>There is no dataset {dataset}.</source>
        <translation>Es gibt keinen Datensatz {dataset}.</translation>
    </message>
    <message>
        <source>There is no key file {key}. Copy it from the machine of the engine.</source>
        <translation>Es gibt keine Schlüsseldatei {key}. Kopieren Sie sie vom Rechner der Engine.</translation>
    </message>
    <message>
        <source>There is no network family {text!r}.{hint} Allowed: {allowed}.</source>
        <translation>Es gibt keine Netzfamilie {text!r}.{hint} Erlaubt: {allowed}.</translation>
    </message>
    <message>
        <source>There is no run in A or B yet. Train one, or open one from the stored runs.</source>
        <translation>Noch ist kein Lauf in A oder B. Trainieren Sie einen, oder öffnen Sie einen gespeicherten.</translation>
    </message>
    <message>
        <source>These runs differ in nothing but their skips.</source>
        <translation>Diese Läufe unterscheiden sich nur in ihren Skips.</translation>
    </message>
    <message>
        <source>These runs have no readings of this instrument.</source>
        <translation>Diese Läufe haben keine Messwerte dieses Instruments.</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>This network has no {title}</source>
        <translation>Dieses Netz hat keine {title}</translation>
    </message>
    <message>
        <source>This run alone does not show {what} (found from one run on {found} of {cases} fresh runs).</source>
        <translation>Dieser Lauf allein zeigt nicht, {what} (aus einem Lauf erkannt bei {found} von {cases} neuen Läufen).</translation>
    </message>
    <message>
        <source>This run alone does not show {what}.</source>
        <translation>Dieser Lauf allein zeigt nicht, {what}.</translation>
    </message>
    <message>
        <source>This run has other settings than the lesson&apos;s experiment, so the expected figures are not about it.</source>
        <translation>Dieser Lauf hat andere Einstellungen als das Experiment der Lektion; die erwarteten Zahlen betreffen ihn nicht.</translation>
    </message>
    <message>
        <source>This side has no data, so an image has no size and no range. Choose a dataset in its card.</source>
        <translation>Diese Seite hat keine Daten, ein Bild hat also keine Größe und keinen Wertebereich. Wählen Sie in ihrer Karte einen Datensatz.</translation>
    </message>
    <message>
        <source>This side has no dataset: its architecture can be inspected. Choose a dataset in its card to train it.</source>
        <translation>Diese Seite hat keinen Datensatz: Ihre Architektur lässt sich ansehen. Wählen Sie in ihrer Karte einen Datensatz, um sie zu trainieren.</translation>
    </message>
    <message>
        <source>This tab as it looks, without its controls</source>
        <translation>Dieser Reiter, wie er aussieht, ohne seine Bedienelemente</translation>
    </message>
    <message>
        <source>Through depth</source>
        <translation>Durch die Tiefe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Token rank</source>
        <translation>Rang der Tokens</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Train A</source>
        <translation>A trainieren</translation>
    </message>
    <message>
        <source>Train A and B together</source>
        <translation>A und B zusammen trainieren</translation>
    </message>
    <message>
        <source>Train A or B to see findings here: what is healthy or wrong with a run, the evidence (layers, steps, values), alternatives ruled out, and what to try.</source>
        <translation>Trainieren Sie A oder B, um hier Befunde zu sehen: was an einem Lauf gesund oder falsch ist, die Belege (Schichten, Schritte, Werte), ausgeschlossene Alternativen und was zu versuchen ist.</translation>
    </message>
    <message>
        <source>Train B</source>
        <translation>B trainieren</translation>
    </message>
    <message>
        <source>Train a child of the run in {0} from one of its steps on, with other settings</source>
        <translation>Einen Abzweig des Laufs in {0} ab einem seiner Schritte trainieren, mit anderen Einstellungen</translation>
    </message>
    <message>
        <source>Train a child of this run from one of its steps on, with other settings</source>
        <translation>Einen Abzweig dieses Laufs ab einem seiner Schritte trainieren, mit anderen Einstellungen</translation>
    </message>
    <message>
        <source>Train both</source>
        <translation>Beide trainieren</translation>
    </message>
    <message>
        <source>Train each network&apos;s twin as well, which differs in its skip connections alone</source>
        <translation>Auch den Zwilling jedes Netzes trainieren, der sich nur in den Skip-Verbindungen unterscheidet</translation>
    </message>
    <message>
        <source>Train longer.</source>
        <translation>Länger trainieren.</translation>
    </message>
    <message>
        <source>Train longer…</source>
        <translation>Länger trainieren …</translation>
    </message>
    <message>
        <source>Train no more runs of this sweep; those that are done stay. It can be resumed</source>
        <translation>Keine Läufe dieses Sweeps mehr trainieren; fertige bleiben. Er lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>Train no runs of this sweep for now</source>
        <translation>Vorerst keine Läufe dieses Sweeps trainieren</translation>
    </message>
    <message>
        <source>Train on another machine, through an SSH tunnel</source>
        <translation>Auf einem anderen Rechner trainieren, durch einen SSH-Tunnel</translation>
    </message>
    <message>
        <source>Train or open a run in A and in B first.</source>
        <translation>Trainieren oder öffnen Sie zuerst einen Lauf in A und in B.</translation>
    </message>
    <message>
        <source>Train the child from this step on</source>
        <translation>Den Abzweig ab diesem Schritt trainieren</translation>
    </message>
    <message>
        <source>Train the next run without gates that move by plan</source>
        <translation>Den nächsten Lauf ohne geplante Gate-Bewegungen trainieren</translation>
    </message>
    <message>
        <source>Train the selected runs earlier</source>
        <translation>Die ausgewählten Läufe früher trainieren</translation>
    </message>
    <message>
        <source>Train the selected runs later</source>
        <translation>Die ausgewählten Läufe später trainieren</translation>
    </message>
    <message>
        <source>Train the shallower {network}: if its training error is lower, this is degradation.</source>
        <translation>Das flachere {network} trainieren: Ist sein Trainingsfehler niedriger, ist es Degradation.</translation>
    </message>
    <message>
        <source>Train the twin</source>
        <translation>Zwilling trainieren</translation>
    </message>
    <message>
        <source>Train the twin, {text}</source>
        <translation>Zwilling trainieren, {text}</translation>
    </message>
    <message>
        <source>Train the unfinished runs of this sweep</source>
        <translation>Die unfertigen Läufe dieses Sweeps trainieren</translation>
    </message>
    <message>
        <source>Train the waiting runs, one after another, while neither A nor B trains</source>
        <translation>Die wartenden Läufe nacheinander trainieren, solange weder A noch B trainiert</translation>
    </message>
    <message>
        <source>Train this run in addition to A and B; it is stored, and the findings take it into account</source>
        <translation>Diesen Lauf zusätzlich zu A und B trainieren; er wird gespeichert, und die Befunde berücksichtigen ihn</translation>
    </message>
    <message>
        <source>Train {name} longer</source>
        <translation>{name} länger trainieren</translation>
    </message>
    <message>
        <source>Train {text}</source>
        <translation>{text} trainieren</translation>
    </message>
    <message>
        <source>Trained weights</source>
        <translation>Trainierte Gewichte</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Training accuracy of the last finished epoch</source>
        <translation>Trainingsgenauigkeit der letzten abgeschlossenen Epoche</translation>
    </message>
    <message>
        <source>Training accuracy so far</source>
        <translation>Bisherige Trainingsgenauigkeit</translation>
    </message>
    <message>
        <source>Training accuracy {train}, test accuracy {test} after {epochs} epochs{uneven}{step}.</source>
        <translation>Trainingsgenauigkeit {train}, Testgenauigkeit {test} nach {epochs} Epochen{uneven}{step}.</translation>
    </message>
    <message>
        <source>Training and test folders contain one subfolder per class. Without test images, a fifth of each class is held out for testing.</source>
        <translation>Trainings- und Testordner enthalten je Klasse einen Unterordner. Ohne Testbilder wird ein Fünftel jeder Klasse für den Test zurückgehalten.</translation>
    </message>
    <message>
        <source>Training bar</source>
        <translation>Trainingsleiste</translation>
    </message>
    <message>
        <source>Training error</source>
        <translation>Trainingsfehler</translation>
    </message>
    <message>
        <source>Training error {error} after {epochs} epochs{over}, in the residual twin {twin} {other}. Train {network} to confirm.</source>
        <translation>Trainingsfehler {error} nach {epochs} Epochen{over}, im residualen Zwilling {twin} {other}. Zur Bestätigung {network} trainieren.</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>Trainingsbilder</translation>
    </message>
    <message>
        <source>Training images in the batch.</source>
        <translation>Trainingsbilder im Batch.</translation>
    </message>
    <message>
        <source>Training images of the batch.</source>
        <translation>Trainingsbilder des Batches.</translation>
    </message>
    <message>
        <source>Training images on which each loss is measured.</source>
        <translation>Trainingsbilder, an denen jeder Loss gemessen wird.</translation>
    </message>
    <message>
        <source>Training images that fit the probes, and test images at most; all if there are fewer.</source>
        <translation>Höchstzahl der Trainingsbilder, an die die Sonden angepasst werden, und der Testbilder; alle, wenn es weniger sind.</translation>
    </message>
    <message>
        <source>Training images, each with a path of its own in every pass.</source>
        <translation>Trainingsbilder, jedes mit einem eigenen Pfad in jedem Durchgang.</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainings-Loss</translation>
    </message>
    <message>
        <source>Training loss of every step</source>
        <translation>Trainings-Loss jedes Schritts</translation>
    </message>
    <message>
        <source>Training steps, instead of epochs. auto: as many as the epochs have</source>
        <translation>Trainingsschritte, anstelle von Epochen. auto: so viele, wie die Epochen haben</translation>
    </message>
    <message>
        <source>Training the twin ({}) in addition to A and B. Findings are updated when it finishes.</source>
        <translation>Der Zwilling ({}) wird zusätzlich zu A und B trainiert. Die Befunde werden an seinem Ende aktualisiert.</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>Training time; with ~ expected</source>
        <translation>Trainingszeit; mit ~ erwartet</translation>
    </message>
    <message>
        <source>Transformers</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Trust and run</source>
        <translation>Vertrauen und ausführen</translation>
    </message>
    <message>
        <source>Try: </source>
        <translation>Versuchen: </translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>Update: the optimizer changes the weights. Colors: size of the update over size of the weights</source>
        <translation>Update: Der Optimierer ändert die Gewichte. Farben: Größe des Updates im Verhältnis zur Größe der Gewichte</translation>
    </message>
    <message>
        <source>VGG style</source>
        <translation>Im Stil von VGG</translation>
    </message>
    <message>
        <source>Vanishing gradient</source>
        <translation>Verschwindender Gradient</translation>
    </message>
    <message>
        <source>Waiting for the next step…</source>
        <translation>Wartet auf den nächsten Schritt …</translation>
    </message>
    <message>
        <source>Waiting for {wait}.</source>
        <translation>Warten auf: {wait}.</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet …</translation>
    </message>
    <message>
        <source>Warm up over some hundred steps, or learning rate {rate:g}.</source>
        <translation>Warm-up über einige hundert Schritte, oder Lernrate {rate:g}.</translation>
    </message>
    <message>
        <source>Warm up over some hundred steps; learning rate {rate:g}; init “he”.</source>
        <translation>Warm-up über einige hundert Schritte; Lernrate {rate:g}; Init „he“.</translation>
    </message>
    <message>
        <source>Weight histogram</source>
        <translation>Gewichts-Histogramm</translation>
    </message>
    <message>
        <source>What does the trained network lose when one block, one skip or two blocks are dropped?</source>
        <translation>Was verliert das trainierte Netz, wenn ein Block, ein Skip oder zwei Blöcke entfernt werden?</translation>
    </message>
    <message>
        <source>What is the test accuracy of each class, and which classes are confused?</source>
        <translation>Wie hoch ist die Testgenauigkeit jeder Klasse, und welche Klassen werden verwechselt?</translation>
    </message>
    <message>
        <source>What the skip was</source>
        <translation>Was der Skip war</translation>
    </message>
    <message>
        <source>Whether its runs train, wait, are paused, canceled or done; “Ray”: on a cluster</source>
        <translation>Ob seine Läufe trainieren, warten, pausiert, abgebrochen oder fertig sind; „Ray“: auf einem Cluster</translation>
    </message>
    <message>
        <source>Try: {to_try}</source>
        <translation type="vanished">Versuchen: {to_try}</translation>
    </message>
    <message>
        <source>Type it in a terminal, with your user and machine</source>
        <translation>In ein Terminal eingeben, mit Ihrem Benutzer und Rechner</translation>
    </message>
    <message>
        <source>Type the address of the cluster, such as 10.0.0.1:6379.</source>
        <translation>Geben Sie die Adresse des Clusters ein, etwa 10.0.0.1:6379.</translation>
    </message>
    <message>
        <source>Type values separated by commas: one is fixed, several vary. Empty: the default</source>
        <translation>Werte durch Kommas getrennt eingeben: einer steht fest, mehrere variieren. Leer: die Vorgabe</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last change to A or B</source>
        <translation>Die letzte Änderung an A oder B rückgängig machen</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Update / weight</source>
        <translation>Update / Gewicht</translation>
    </message>
    <message>
        <source>Updated every second during training and at its end. Click evidence to show it.</source>
        <translation>Während des Trainings jede Sekunde und an dessen Ende aktualisiert. Ein Klick auf einen Beleg zeigt ihn.</translation>
    </message>
    <message>
        <source>Use for {word}</source>
        <translation>Für {word} verwenden</translation>
    </message>
    <message>
        <source>Use the engine there; the one of this machine ends</source>
        <translation>Die Engine dort verwenden; die dieses Rechners endet</translation>
    </message>
    <message>
        <source>Use this dataset for {word} (Ctrl+Z to undo)</source>
        <translation>Diesen Datensatz für {word} verwenden (Strg+Z macht es rückgängig)</translation>
    </message>
    <message>
        <source>Use this machine&apos;s engine again; what trains there goes on</source>
        <translation>Wieder die Engine dieses Rechners verwenden; was dort trainiert, läuft weiter</translation>
    </message>
    <message>
        <source>Use your own images: one subfolder per class, directly or inside train/ and test/</source>
        <translation>Eigene Bilder verwenden: ein Unterordner je Klasse, direkt oder in train/ und test/</translation>
    </message>
    <message>
        <source>Values (*.csv)</source>
        <translation>Werte (*.csv)</translation>
    </message>
    <message>
        <source>Values (empty: default)</source>
        <translation>Werte (leer: Vorgabe)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Versions and log</source>
        <translation>Versionen und Protokoll</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Waiting for the first steps…</source>
        <translation>Warten auf die ersten Schritte …</translation>
    </message>
    <message>
        <source>Waiting for the maps…</source>
        <translation>Warten auf die Karten …</translation>
    </message>
    <message>
        <source>Waiting, training, skipped, failed, or how its run ended</source>
        <translation>Wartet, trainiert, übersprungen, gescheitert, oder wie sein Lauf endete</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Warm-up</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Weight decay: L2 penalty on the weights</source>
        <translation>Weight Decay: L2-Strafe auf die Gewichte</translation>
    </message>
    <message>
        <source>Weight norm</source>
        <translation>Gewichtsnorm</translation>
    </message>
    <message>
        <source>Weighted layers</source>
        <translation>Gewichtete Schichten</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pt *.pth *.ckpt *.bin)</source>
        <translation>Gewichte (*.safetensors *.pt *.pth *.ckpt *.bin)</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was verschieden ist</translation>
    </message>
    <message>
        <source>What instruments measured at each step; most of the size</source>
        <translation>Was Instrumente in jedem Schritt gemessen haben; der größte Teil des Umfangs</translation>
    </message>
    <message>
        <source>What is drawn for each run</source>
        <translation>Was für jeden Lauf gezeichnet wird</translation>
    </message>
    <message>
        <source>What is drawn over the course of training</source>
        <translation>Was über den Verlauf des Trainings gezeichnet wird</translation>
    </message>
    <message>
        <source>What should become of it?</source>
        <translation>Was soll damit geschehen?</translation>
    </message>
    <message>
        <source>What should become of them?</source>
        <translation>Was soll mit ihnen geschehen?</translation>
    </message>
    <message>
        <source>What the band around each mean is</source>
        <translation>Was das Band um jedes Mittel ist</translation>
    </message>
    <message>
        <source>What the limit of gradient clipping means.</source>
        <translation>Was die Grenze des Gradient Clipping bedeutet.</translation>
    </message>
    <message>
        <source>What the runs are aligned by along the x axis</source>
        <translation>Wonach die Läufe entlang der x-Achse ausgerichtet werden</translation>
    </message>
    <message>
        <source>What the runs are written as</source>
        <translation>In welcher Form die Läufe geschrieben werden</translation>
    </message>
    <message>
        <source>What the selected instrument measures, healthy values, and limitations</source>
        <translation>Was das ausgewählte Instrument misst, gesunde Werte und Grenzen</translation>
    </message>
    <message>
        <source>What was measured in each layer</source>
        <translation>Was in jeder Schicht gemessen wurde</translation>
    </message>
    <message>
        <source>What was measured in each layer at every step</source>
        <translation>Was in jeder Schicht in jedem Schritt gemessen wurde</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>When a run ends</source>
        <translation>Wenn ein Lauf endet</translation>
    </message>
    <message>
        <source>Where the image comes from</source>
        <translation>Woher das Bild kommt</translation>
    </message>
    <message>
        <source>Where the runs are trained. Workers of a Ray cluster send their readings back: runs show here as they train</source>
        <translation>Wo die Läufe trainiert werden. Die Worker eines Ray-Clusters schicken ihre Messwerte zurück: Läufe erscheinen hier, während sie trainieren</translation>
    </message>
    <message>
        <source>Whether a card shows all settings of its run</source>
        <translation>Ob eine Karte alle Einstellungen ihres Laufs zeigt</translation>
    </message>
    <message>
        <source>Whether its runs train, wait, are paused, canceled or done</source>
        <translation type="vanished">Ob seine Läufe trainieren, warten, pausiert, abgebrochen oder fertig sind</translation>
    </message>
    <message>
        <source>Whether menus, panels, progress bars and the phases of a step move</source>
        <translation>Ob sich Menüs, Bereiche, Fortschrittsbalken und die Phasen eines Schritts bewegen</translation>
    </message>
    <message>
        <source>Whether more epochs alone help is not known.</source>
        <translation>Ob mehr Epochen allein helfen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Whether the window asks for attention while another program is in front</source>
        <translation>Ob das Fenster auf sich aufmerksam macht, während ein anderes Programm im Vordergrund ist</translation>
    </message>
    <message>
        <source>Which numbers of the selected layer the histogram shows</source>
        <translation>Welche Zahlen der ausgewählten Schicht das Histogramm zeigt</translation>
    </message>
    <message>
        <source>Which plain block, without an addition, computes the same as each block with its skip?</source>
        <translation>Welcher einfache Block ohne Addition berechnet dasselbe wie jeder Block mit seinem Skip?</translation>
    </message>
    <message>
        <source>Whole steps</source>
        <translation>Ganze Schritte</translation>
    </message>
    <message>
        <source>Wider panel</source>
        <translation>Bereich breiter</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Width and height in pixels to which every image is resized, at most {most}. CIFAR: 32, ImageNet: 224. ↑ ↓ step</source>
        <translation>Breite und Höhe in Pixeln, auf die jedes Bild gebracht wird, höchstens {most}. CIFAR: 32, ImageNet: 224. ↑ ↓ schrittweise</translation>
    </message>
    <message>
        <source>Width and height of the folder&apos;s images</source>
        <translation>Breite und Höhe der Bilder des Ordners</translation>
    </message>
    <message>
        <source>With a training folder, every other folder must be Test images or Ignored.</source>
        <translation>Bei einem Trainingsordner muss jeder andere Ordner Testbilder enthalten oder nicht beachtet werden.</translation>
    </message>
    <message>
        <source>Words to find and group runs by</source>
        <translation>Wörter, um Läufe zu finden und zu gruppieren</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name} wird geschrieben</translation>
    </message>
    <message>
        <source>Wrong. The question will come back.</source>
        <translation>Falsch. Die Frage kommt wieder.</translation>
    </message>
    <message>
        <source>Wrong: {text}</source>
        <translation>Falsch: {text}</translation>
    </message>
    <message>
        <source>X axis</source>
        <translation>x-Achse</translation>
    </message>
    <message>
        <source>Xavier init</source>
        <translation>Xavier-Init</translation>
    </message>
    <message>
        <source>Xavier init: Uniform with variance 2 / (fan-in + fan-out) (Glorot &amp; Bengio 2010)</source>
        <translation>Xavier-Init: gleichverteilt mit Varianz 2 / (Fan-in + Fan-out) (Glorot &amp; Bengio 2010)</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>Ihre Zeichnung</translation>
    </message>
    <message>
        <source>Your marks</source>
        <translation>Ihre Marken</translation>
    </message>
    <message>
        <source>Zero activations</source>
        <translation>Aktivierungen gleich null</translation>
    </message>
    <message>
        <source>Zero-init γ</source>
        <translation>Zero-Init γ</translation>
    </message>
    <message>
        <source>Zero-pad</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom in until its parts show</source>
        <translation>Hineinzoomen, bis sich seine Teile zeigen</translation>
    </message>
    <message>
        <source>Zoom into layers</source>
        <translation>In die Schichten zoomen</translation>
    </message>
    <message>
        <source>Zoom into layers / out, from the middle of the picture</source>
        <translation>In die Schichten hinein- / herauszoomen, von der Bildmitte aus</translation>
    </message>
    <message>
        <source>Zoom into steps / out</source>
        <translation>In die Schritte hinein- / herauszoomen</translation>
    </message>
    <message>
        <source>Zoom into time</source>
        <translation>In die Zeit zoomen</translation>
    </message>
    <message>
        <source>Zoom into time / out, from the middle of the picture</source>
        <translation>In die Zeit hinein- / herauszoomen, von der Bildmitte aus</translation>
    </message>
    <message>
        <source>a family of the list (Alt+Down), also with a depth, such as resnet-20</source>
        <translation>eine Familie der Liste (Alt+Pfeil nach unten), auch mit Tiefe, etwa resnet-20</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a number such as 0.1 or 1e-3</source>
        <translation>eine Zahl wie 0.1 oder 1e-3</translation>
    </message>
    <message>
        <source>a shallower network</source>
        <translation>ein flacheres Netz</translation>
    </message>
    <message>
        <source>a skip of {side} to be switched off</source>
        <translation>ein Skip von {side}, der ausgeschaltet wird</translation>
    </message>
    <message>
        <source>a skip of {side} to be switched while it trains</source>
        <translation>ein Skip von {side}, der während des Trainings geschaltet wird</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>above</source>
        <translation>über</translation>
    </message>
    <message>
        <source>accuracy </source>
        <translation>Genauigkeit </translation>
    </message>
    <message>
        <source>accuracy {train} on training data, {test} on test data</source>
        <translation>Genauigkeit {train} auf Trainingsdaten, {test} auf Testdaten</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>activation functions</source>
        <translation>Aktivierungsfunktionen</translation>
    </message>
    <message>
        <source>add batch norm</source>
        <translation>Batch-Norm</translation>
    </message>
    <message>
        <source>after {epochs} epochs {network} has {error} training error, {other} in {twin}</source>
        <translation>nach {epochs} Epochen hat {network} {error} Trainingsfehler, {other} bei {twin}</translation>
    </message>
    <message>
        <source>after {step:,} steps</source>
        <translation>nach {step:,} Schritten</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>all skips of {side} to be on</source>
        <translation>alle Skips von {side} an</translation>
    </message>
    <message>
        <source>and {left_out} more</source>
        <translation>und {left_out} weitere</translation>
    </message>
    <message>
        <source>architecture of {graphs}</source>
        <translation>Architektur von {graphs}</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>as in the parent</source>
        <translation>wie beim Elternlauf</translation>
    </message>
    <message>
        <source>at every step</source>
        <translation>in jedem Schritt</translation>
    </message>
    <message>
        <source>at step {step:,} (intervention); step {now:,} is under way and ends as it began</source>
        <translation>in Schritt {step:,} (Eingriff); Schritt {now:,} läuft und endet, wie er begann</translation>
    </message>
    <message>
        <source>at {gate:g}</source>
        <translation>bei {gate:g}</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>automatic, at most 1 % of the time</source>
        <translation>automatisch, höchstens 1 % der Zeit</translation>
    </message>
    <message>
        <source>batch norm</source>
        <translation>Batch-Norm</translation>
    </message>
    <message>
        <source>batch norm: running statistics</source>
        <translation>Batch-Norm: laufende Statistiken</translation>
    </message>
    <message>
        <source>batch norm: statistics of training images, running ones are untrained</source>
        <translation>Batch-Norm: Statistiken von Trainingsbildern, die laufenden sind untrainiert</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>Batch-Größe</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>before training</source>
        <translation>vor dem Training</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unter</translation>
    </message>
    <message>
        <source>beyond float32 range</source>
        <translation>über den Bereich von float32 hinaus</translation>
    </message>
    <message>
        <source>block {block}</source>
        <translation>Block {block}</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>bold and ~: smoothed, dots: test, dotted: chance</source>
        <translation>~: geglättet, Punkte: Test, gepunktet: Zufall</translation>
    </message>
    <message>
        <source>bold: test, thin: training</source>
        <translation>fett: Test, dünn: Training</translation>
    </message>
    <message>
        <source>bold: {first}, thin: {second}</source>
        <translation>fett: {first}, dünn: {second}</translation>
    </message>
    <message>
        <source>branch scale</source>
        <translation>Zweigskalierung</translation>
    </message>
    <message>
        <source>branch_scale</source>
        <translation>Zweigskalierung</translation>
    </message>
    <message>
        <source>by probes, on a schedule</source>
        <translation>mit Sonden, nach Zeitplan</translation>
    </message>
    <message>
        <source>by {share} of its length</source>
        <translation>um das {share}-fache ihrer Länge</translation>
    </message>
    <message>
        <source>bypasses it</source>
        <translation>umgeht sie</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>channel {channel} of {count} · row {row}, column {column}</source>
        <translation>Kanal {channel} von {count} · Zeile {row}, Spalte {column}</translation>
    </message>
    <message>
        <source>channels of the first stage</source>
        <translation>Kanäle der ersten Stufe</translation>
    </message>
    <message>
        <source>choose He init</source>
        <translation>He-Init</translation>
    </message>
    <message>
        <source>class scores</source>
        <translation>Klassen-Scores</translation>
    </message>
    <message>
        <source>class scores differ across images by {spread} of their size</source>
        <translation>Klassenwerte unterscheiden sich zwischen Bildern um das {spread}-fache ihrer Größe</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>Clipping-Art</translation>
    </message>
    <message>
        <source>code (what {file} loads is not known of {side})</source>
        <translation>Code (was {file} lädt, ist von {side} nicht bekannt)</translation>
    </message>
    <message>
        <source>code ({files})</source>
        <translation>Code ({files})</translation>
    </message>
    <message>
        <source>copy A to B</source>
        <translation>A nach B kopieren</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>data of {free}</source>
        <translation>Daten von {free}</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>delete {what}</source>
        <translation>{what} löschen</translation>
    </message>
    <message>
        <source>delta-orthogonal init</source>
        <translation>Delta-orthogonal-Init</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>depth is {depth}; {title} allows {few}, … {depths}. Nearest: {near}.</source>
        <translation>Tiefe: {depth}; {title} erlaubt {few}, … {depths}. Am nächsten: {near}.</translation>
    </message>
    <message>
        <source>depth is {numbered}; {title} is one network and has no depth. Leave it out.</source>
        <translation>Tiefe: {numbered}; {title} ist ein einzelnes Netz und hat keine Tiefe. Lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>done just now</source>
        <translation>gerade ausgeführt</translation>
    </message>
    <message>
        <source>dots: test, dotted: chance</source>
        <translation>Punkte: Test, gepunktet: Zufall</translation>
    </message>
    <message>
        <source>each layer</source>
        <translation>jede Schicht</translation>
    </message>
    <message>
        <source>each layer, bin by bin</source>
        <translation>jede Schicht, Klasse für Klasse</translation>
    </message>
    <message>
        <source>each residual block</source>
        <translation>jeder Residualblock</translation>
    </message>
    <message>
        <source>endpoints of skip connections</source>
        <translation>Endpunkte von Skip-Verbindungen</translation>
    </message>
    <message>
        <source>ends here</source>
        <translation>endet hier</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>epoch {at:,}</source>
        <translation>Epoche {at:,}</translation>
    </message>
    <message>
        <source>epoch {x:.2f}</source>
        <translation>Epoche {x:.2f}</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>every layer but the classifier has exactly zero gradient</source>
        <translation>jede Schicht außer dem Klassifikator hat den Gradienten exakt null</translation>
    </message>
    <message>
        <source>every {every:,} steps</source>
        <translation>alle {every:,} Schritte</translation>
    </message>
    <message>
        <source>exactly 0</source>
        <translation>exakt 0</translation>
    </message>
    <message>
        <source>expected {expected}, here</source>
        <translation>erwartet {expected}, hier</translation>
    </message>
    <message>
        <source>falls by {decades:.1f} decades</source>
        <translation>fällt um {decades:.1f} Zehnerpotenzen</translation>
    </message>
    <message>
        <source>for the next run</source>
        <translation>für den nächsten Lauf</translation>
    </message>
    <message>
        <source>for {what}, {when}</source>
        <translation>für {what}, {when}</translation>
    </message>
    <message>
        <source>fork {name}</source>
        <translation>{name} abzweigen</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>found on {found} of the {cases} it was looked for on</source>
        <translation>erkannt bei {found} von {cases}, bei denen er zu erkennen war</translation>
    </message>
    <message>
        <source>from the first steps on</source>
        <translation>von den ersten Schritten an</translation>
    </message>
    <message>
        <source>from {source}</source>
        <translation>aus {source}</translation>
    </message>
    <message>
        <source>frozen: no gradient</source>
        <translation>eingefroren: kein Gradient</translation>
    </message>
    <message>
        <source>gate at {gate:g}</source>
        <translation>Gate bei {gate:g}</translation>
    </message>
    <message>
        <source>given on none</source>
        <translation>für keinen gestellt</translation>
    </message>
    <message>
        <source>go to the next lesson step</source>
        <translation>zum nächsten Schritt der Lektion gehen</translation>
    </message>
    <message>
        <source>go to the previous lesson step</source>
        <translation>zum vorigen Schritt der Lektion gehen</translation>
    </message>
    <message>
        <source>gradient RMS</source>
        <translation>Gradient RMS</translation>
    </message>
    <message>
        <source>gradient clipping</source>
        <translation>Gradient Clipping</translation>
    </message>
    <message>
        <source>gradient: all through the residual branch (bar below); the shortcut is off</source>
        <translation>Gradient: ganz durch den Residualzweig (Balken unten); der Shortcut ist aus</translation>
    </message>
    <message>
        <source>gradient: {shortcut} through the shortcut (arc width), {branch} through the residual branch (bar below)</source>
        <translation>Gradient: {shortcut} durch den Shortcut (Bogenbreite), {branch} durch den Residualzweig (Balken unten)</translation>
    </message>
    <message>
        <source>group norm</source>
        <translation>Group-Norm</translation>
    </message>
    <message>
        <source>identity init</source>
        <translation>Identitäts-Init</translation>
    </message>
    <message>
        <source>in, from {layer}</source>
        <translation>Eingang, von {layer}</translation>
    </message>
    <message>
        <source>infinite</source>
        <translation>unendlich</translation>
    </message>
    <message>
        <source>init</source>
        <translation>Init</translation>
    </message>
    <message>
        <source>initial weights</source>
        <translation>Anfangsgewichte</translation>
    </message>
    <message>
        <source>initial weights file</source>
        <translation>Datei der Anfangsgewichte</translation>
    </message>
    <message>
        <source>initial weights in the {layers} layers that both have</source>
        <translation>Anfangsgewichte in den {layers} gemeinsamen Schichten</translation>
    </message>
    <message>
        <source>input and classes</source>
        <translation>Eingabe und Klassen</translation>
    </message>
    <message>
        <source>intervention in {asked}</source>
        <translation>Eingriff in {asked}</translation>
    </message>
    <message>
        <source>interventions</source>
        <translation>Eingriffe</translation>
    </message>
    <message>
        <source>it was never finite</source>
        <translation>er war nie endlich</translation>
    </message>
    <message>
        <source>it was {first} at step 0 and {now} at step {step}</source>
        <translation>in Schritt 0 war der Loss {first}, in Schritt {step} {now}</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>die eigenen</translation>
    </message>
    <message>
        <source>its own init</source>
        <translation>eigene Init</translation>
    </message>
    <message>
        <source>kept as written</source>
        <translation>unverändert belassen</translation>
    </message>
    <message>
        <source>kind of shortcuts</source>
        <translation>Art der Shortcuts</translation>
    </message>
    <message>
        <source>kind of {shortcuts} shortcuts</source>
        <translation>Art von {shortcuts} Shortcuts</translation>
    </message>
    <message>
        <source>known once the engine is ready</source>
        <translation>bekannt, sobald die Engine bereit ist</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>layer norm</source>
        <translation>Layer-Norm</translation>
    </message>
    <message>
        <source>layer {layers}</source>
        <translation>Schicht {layers}</translation>
    </message>
    <message>
        <source>layer {layer} of {count}: {values}</source>
        <translation>Schicht {layer} von {count}: {values}</translation>
    </message>
    <message>
        <source>layer {number}, </source>
        <translation>Schicht {number}, </translation>
    </message>
    <message>
        <source>layer, input → output  ·  dotted: step 0</source>
        <translation>Schicht, Eingang → Ausgang  ·  gepunktet: Schritt 0</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>layers sorted, largest first  ·  dotted: step 0</source>
        <translation>Schichten sortiert, die größten zuerst  ·  gepunktet: Schritt 0</translation>
    </message>
    <message>
        <source>layers {first} to {last}</source>
        <translation>zu den Schichten {first} bis {last}</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>learning rate is {lr!r}; allowed: a number above 0.</source>
        <translation>Lernrate: {lr!r}; erlaubt: eine Zahl über 0.</translation>
    </message>
    <message>
        <source>learning rate {lower:g} or {higher:g}</source>
        <translation>Lernrate {lower:g} oder {higher:g}</translation>
    </message>
    <message>
        <source>learning rate {rate:g}</source>
        <translation>Lernrate {rate:g}</translation>
    </message>
    <message>
        <source>lengths of the initial weights</source>
        <translation>Längen der Anfangsgewichte</translation>
    </message>
    <message>
        <source>limit of gradient clipping; 0: no clipping</source>
        <translation>Grenze des Gradient Clipping; 0: kein Clipping</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>Linie {line}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>load the experiment “{name}”</source>
        <translation>das Experiment „{name}“ laden</translation>
    </message>
    <message>
        <source>looked for on none</source>
        <translation>bei keinem zu erkennen</translation>
    </message>
    <message>
        <source>looks-linear init</source>
        <translation>Looks-linear-Init</translation>
    </message>
    <message>
        <source>loss </source>
        <translation>Loss </translation>
    </message>
    <message>
        <source>loss never below {least}</source>
        <translation>Loss nie unter {least}</translation>
    </message>
    <message>
        <source>loss {first} → {last}</source>
        <translation>Loss {first} → {last}</translation>
    </message>
    <message>
        <source>loss {loss:g} at step {step}</source>
        <translation>Loss {loss:g} in Schritt {step}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>Loss {loss}</translation>
    </message>
    <message>
        <source>loss {loss} at step 0</source>
        <translation>Loss {loss} in Schritt 0</translation>
    </message>
    <message>
        <source>lowest and highest value of each part</source>
        <translation>kleinster und größter Wert jedes Teils</translation>
    </message>
    <message>
        <source>mean of {count} runs</source>
        <translation>Mittel von {count} Läufen</translation>
    </message>
    <message>
        <source>mean of {seed} {values}</source>
        <translation>Mittel von {seed} {values}</translation>
    </message>
    <message>
        <source>median of the last {epochs} epochs</source>
        <translation>Median der letzten {epochs} Epochen</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>multiply-adds</source>
        <translation>Multiply-Adds</translation>
    </message>
    <message>
        <source>names of datasets, such as digits, cifar-10</source>
        <translation>Namen von Datensätzen, etwa digits, cifar-10</translation>
    </message>
    <message>
        <source>nats per unit of output</source>
        <translation>Nats je Einheit der Ausgabe</translation>
    </message>
    <message>
        <source>nats per unit of weight</source>
        <translation>Nats je Gewichtseinheit</translation>
    </message>
    <message>
        <source>nats per unit of weight²</source>
        <translation>Nats je Gewichtseinheit²</translation>
    </message>
    <message>
        <source>needs skips, and this network has none</source>
        <translation>braucht Skips, und dieses Netz hat keine</translation>
    </message>
    <message>
        <source>net.py, net.py:Net or package.module</source>
        <translation>net.py, net.py:Net oder package.module</translation>
    </message>
    <message>
        <source>network family</source>
        <translation>Netzfamilie</translation>
    </message>
    <message>
        <source>networks such as plain-20, resnet-56; leave it empty where family and depth are given</source>
        <translation>Netze wie plain-20, resnet-56; leer lassen, wo Familie und Tiefe angegeben sind</translation>
    </message>
    <message>
        <source>no map</source>
        <translation>keine Karte</translation>
    </message>
    <message>
        <source>no mark yet</source>
        <translation>noch keine Marke</translation>
    </message>
    <message>
        <source>no norm</source>
        <translation>keine Norm</translation>
    </message>
    <message>
        <source>no reading yet</source>
        <translation>noch kein Messwert</translation>
    </message>
    <message>
        <source>no skips</source>
        <translation>keine Skips</translation>
    </message>
    <message>
        <source>no steps yet</source>
        <translation>noch keine Schritte</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>no weighted layer</source>
        <translation>keine gewichtete Schicht</translation>
    </message>
    <message>
        <source>no {needs}</source>
        <translation>kein(e) {needs}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>not measured here</source>
        <translation>hier nicht gemessen</translation>
    </message>
    <message>
        <source>not trained</source>
        <translation>nicht trainiert</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>note on {called}</source>
        <translation>Notiz zu {called}</translation>
    </message>
    <message>
        <source>now, at about step {step:,} (intervention)</source>
        <translation>jetzt, etwa in Schritt {step:,} (Eingriff)</translation>
    </message>
    <message>
        <source>now, at step {step:,} (intervention)</source>
        <translation>jetzt, in Schritt {step:,} (Eingriff)</translation>
    </message>
    <message>
        <source>now, but not over the first {steps} steps</source>
        <translation>jetzt, aber nicht in den ersten {steps} Schritten</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>of 0–3,000 · epoch 12</source>
        <translation>von 0–3,000 · Epoche 12</translation>
    </message>
    <message>
        <source>of the network</source>
        <translation>des Netzes</translation>
    </message>
    <message>
        <source>of {names}</source>
        <translation>von {names}</translation>
    </message>
    <message>
        <source>of {steps} · {where}</source>
        <translation>von {steps} · {where}</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>off scale ↑ max {high}</source>
        <translation>außerhalb der Skala ↑ max. {high}</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>on, off, or which are on, in quotes: &quot;1-9,12&quot;</source>
        <translation>on, off oder welche an sind, in Anführungszeichen: &quot;1-9,12&quot;</translation>
    </message>
    <message>
        <source>only before interventions and at the end</source>
        <translation>nur vor Eingriffen und am Ende</translation>
    </message>
    <message>
        <source>only the classifier trains. </source>
        <translation>Nur der Klassifikator trainiert. </translation>
    </message>
    <message>
        <source>open run in {side}</source>
        <translation>Lauf in {side} öffnen</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>other data</source>
        <translation>andere Daten</translation>
    </message>
    <message>
        <source>out</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>output {number}</source>
        <translation>Ausgabe {number}</translation>
    </message>
    <message>
        <source>output {output} of several</source>
        <translation>Ausgabe {output} von mehreren</translation>
    </message>
    <message>
        <source>outputs, gradients and buffers equal those of the model</source>
        <translation>Ausgaben, Gradienten und Puffer sind gleich denen des Modells</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>passes through it</source>
        <translation>führt durch sie hindurch</translation>
    </message>
    <message>
        <source>passes {layers}</source>
        <translation>überspringt {layers}</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Genauigkeit der Zahlen</translation>
    </message>
    <message>
        <source>probed at every step</source>
        <translation>Sonde in jedem Schritt</translation>
    </message>
    <message>
        <source>probed at step {step:,}</source>
        <translation>Sonde in Schritt {step:,}</translation>
    </message>
    <message>
        <source>probed every {by_hand:,} steps</source>
        <translation>Sonde alle {by_hand:,} Schritte</translation>
    </message>
    <message>
        <source>published (ResNet)</source>
        <translation>veröffentlicht (ResNet)</translation>
    </message>
    <message>
        <source>published: ResNets of {source}</source>
        <translation>veröffentlicht: ResNets von {source}</translation>
    </message>
    <message>
        <source>range</source>
        <translation>Spannweite</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>rezeptives Feld</translation>
    </message>
    <message>
        <source>relative depth</source>
        <translation>relative Tiefe</translation>
    </message>
    <message>
        <source>rename “{before}”</source>
        <translation>„{before}“ umbenennen</translation>
    </message>
    <message>
        <source>requested: {asked}, at the next step</source>
        <translation>angefordert: {asked}, im nächsten Schritt</translation>
    </message>
    <message>
        <source>resume {name}</source>
        <translation>{name} fortsetzen</translation>
    </message>
    <message>
        <source>return to your own setup</source>
        <translation>zur eigenen Einrichtung zurückkehren</translation>
    </message>
    <message>
        <source>right on {right} of the {given} it was given on</source>
        <translation>richtig bei {right} von {given}, für die er gestellt wurde</translation>
    </message>
    <message>
        <source>rows: size, by decades</source>
        <translation>Zeilen: Größe, nach Dekaden</translation>
    </message>
    <message>
        <source>rows: {unit}</source>
        <translation>Zeilen: {unit}</translation>
    </message>
    <message>
        <source>run the analysis “{analysis}”</source>
        <translation>Analyse „{analysis}“ ausführen</translation>
    </message>
    <message>
        <source>run {side}</source>
        <translation>Lauf {side}</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Seed {seed}</translation>
    </message>
    <message>
        <source>set {what} of {side}</source>
        <translation>{what} von {side} setzen</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>share at {step}</source>
        <translation>Anteil bei {step}</translation>
    </message>
    <message>
        <source>share of a = 0, a: activations of a probe batch</source>
        <translation>Anteil von a = 0, a: Aktivierungen eines Sonden-Batches</translation>
    </message>
    <message>
        <source>share of a layer&apos;s w / √(2/fan-in) in each half from −6 to 6</source>
        <translation>Anteil von w / √(2/Fan-in) einer Schicht in jeder Hälfte von −6 bis 6</translation>
    </message>
    <message>
        <source>share of a layer&apos;s |a| in each decade from 1e-20 to 1e5, a: activations of 16 images of a probe</source>
        <translation>Anteil von |a| einer Schicht in jeder Dekade von 1e-20 bis 1e5, a: Aktivierungen von 16 Bildern einer Sonde</translation>
    </message>
    <message>
        <source>share of a layer&apos;s |∂loss/∂w| in each decade from 1e-20 to 1e5</source>
        <translation>Anteil von |∂loss/∂w| einer Schicht in jeder Dekade von 1e-20 bis 1e5</translation>
    </message>
    <message>
        <source>share of activations</source>
        <translation>Anteil der Aktivierungen</translation>
    </message>
    <message>
        <source>share of channels</source>
        <translation>Anteil der Kanäle</translation>
    </message>
    <message>
        <source>share of channels with a = 0 for all images and positions (or tokens) of a probe batch</source>
        <translation>Anteil der Kanäle mit a = 0 bei allen Bildern und Positionen (oder Tokens) eines Sonden-Batches</translation>
    </message>
    <message>
        <source>share of the response&apos;s RMS</source>
        <translation>Anteil am RMS der Antwort</translation>
    </message>
    <message>
        <source>share of the tokens&apos; norm</source>
        <translation>Anteil an der Norm der Tokens</translation>
    </message>
    <message>
        <source>share of weights</source>
        <translation>Anteil der Gewichte</translation>
    </message>
    <message>
        <source>share of |∂loss/∂w| in each decade</source>
        <translation>Anteil von |∂loss/∂w| in jeder Dekade</translation>
    </message>
    <message>
        <source>shortcut</source>
        <translation>Shortcut</translation>
    </message>
    <message>
        <source>skip connections</source>
        <translation>Skip-Verbindungen</translation>
    </message>
    <message>
        <source>skip connections on</source>
        <translation>eingeschaltete Skip-Verbindungen</translation>
    </message>
    <message>
        <source>skip that is on and adds</source>
        <translation>eingeschalteten Skips, die addieren</translation>
    </message>
    <message>
        <source>skips</source>
        <translation>Skips</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>Steigung</translation>
    </message>
    <message>
        <source>slope of leaky ReLU, such as 0.01, 0.2</source>
        <translation>Steigung von Leaky ReLU, etwa 0.01, 0.2</translation>
    </message>
    <message>
        <source>stage {n}</source>
        <translation>Stufe {n}</translation>
    </message>
    <message>
        <source>stage {stage}</source>
        <translation>Stufe {stage}</translation>
    </message>
    <message>
        <source>stage {stage} · {size}</source>
        <translation>Stufe {stage} · {size}</translation>
    </message>
    <message>
        <source>stage {stage}, block {block}</source>
        <translation>Stufe {stage}, Block {block}</translation>
    </message>
    <message>
        <source>stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>standard error</source>
        <translation>Standardfehler</translation>
    </message>
    <message>
        <source>starts here</source>
        <translation>beginnt hier</translation>
    </message>
    <message>
        <source>std(a), a: activations of a probe batch</source>
        <translation>std(a), a: Aktivierungen eines Sonden-Batches</translation>
    </message>
    <message>
        <source>std(r), r: output behind batch norm, before ReLU and addition</source>
        <translation>std(r), r: Ausgabe hinter der Batch-Norm, vor ReLU und Addition</translation>
    </message>
    <message>
        <source>stem</source>
        <translation>Stamm</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>step  ·  dashed: 2/lr or (2 + 2β)/lr  ·  hollow: negative</source>
        <translation>Schritt  ·  gestrichelt: 2/lr oder (2 + 2β)/lr  ·  hohl: negativ</translation>
    </message>
    <message>
        <source>step 0</source>
        <translation>Schritt 0</translation>
    </message>
    <message>
        <source>step 0: {values}</source>
        <translation>Schritt 0: {values}</translation>
    </message>
    <message>
        <source>step {step:,}</source>
        <translation>Schritt {step:,}</translation>
    </message>
    <message>
        <source>step {step:,} of {side}&apos;s run</source>
        <translation>Schritt {step:,} des Laufs von {side}</translation>
    </message>
    <message>
        <source>step {steps}</source>
        <translation>Schritt {steps}</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>Schritt {step}</translation>
    </message>
    <message>
        <source>step {step} · layer {number} ({path})
{reading}</source>
        <translation>Schritt {step} · Schicht {number} ({path})
{reading}</translation>
    </message>
    <message>
        <source>step {x:.0f}</source>
        <translation>Schritt {x:.0f}</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>steps between measurements of sharpness; 0: off</source>
        <translation>Schritte zwischen Messungen der Schärfe; 0: aus</translation>
    </message>
    <message>
        <source>steps between probes</source>
        <translation>Schritte zwischen Sonden</translation>
    </message>
    <message>
        <source>steps between probes; 0: automatic</source>
        <translation>Schritte zwischen Sonden; 0: automatisch</translation>
    </message>
    <message>
        <source>steps between sharpness</source>
        <translation>Schritte zwischen Schärfemessungen</translation>
    </message>
    <message>
        <source>steps in which the learning rate rises</source>
        <translation>Schritte, in denen die Lernrate steigt</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>stored: those of training, as in Li et al.; of the batch: recomputed at every point.</source>
        <translation>stored: die des Trainings, wie bei Li et al.; of the batch: an jedem Punkt neu berechnet.</translation>
    </message>
    <message>
        <source>swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>switch {what} off</source>
        <translation>{what} ausschalten</translation>
    </message>
    <message>
        <source>switch {what} on</source>
        <translation>{what} einschalten</translation>
    </message>
    <message>
        <source>tag {called}</source>
        <translation>{called} taggen</translation>
    </message>
    <message>
        <source>term</source>
        <translation>Begriff</translation>
    </message>
    <message>
        <source>test loss from {low} to {now}</source>
        <translation>Test-Loss von {low} auf {now}</translation>
    </message>
    <message>
        <source>test {write}</source>
        <translation>Test {write}</translation>
    </message>
    <message>
        <source>the Ray cluster at {address}</source>
        <translation>dem Ray-Cluster unter {address}</translation>
    </message>
    <message>
        <source>the analyses are done</source>
        <translation>die Analysen fertig sind</translation>
    </message>
    <message>
        <source>the analysis “{name}” of {side}</source>
        <translation>die Analyse „{name}“ von {side}</translation>
    </message>
    <message>
        <source>the end of {side}&apos;s run</source>
        <translation>das Ende des Laufs von {side}</translation>
    </message>
    <message>
        <source>the engine stopped during the analysis. Run it again once the engine is ready.</source>
        <translation>Die Engine ist während der Analyse stehen geblieben. Führen Sie sie noch einmal aus, sobald die Engine bereit ist.</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>Die Datei kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>the finding “{name}” on {side}&apos;s run</source>
        <translation>der Befund „{name}“ zum Lauf von {side}</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>die erste</translation>
    </message>
    <message>
        <source>the first layers</source>
        <translation>zu den ersten Schichten</translation>
    </message>
    <message>
        <source>the first step of {side}&apos;s run</source>
        <translation>der erste Schritt des Laufs von {side}</translation>
    </message>
    <message>
        <source>the instrument “{name}” to be chosen</source>
        <translation>die Wahl des Instruments „{name}“</translation>
    </message>
    <message>
        <source>the loss fell from {before} to {now}</source>
        <translation>fiel der Loss von {before} auf {now}</translation>
    </message>
    <message>
        <source>the loss is {now}</source>
        <translation>ist der Loss {now}</translation>
    </message>
    <message>
        <source>the machine of the engine</source>
        <translation>dem Rechner der Engine</translation>
    </message>
    <message>
        <source>the network is read</source>
        <translation>das Netz gelesen ist</translation>
    </message>
    <message>
        <source>the newest steps</source>
        <translation>die neuesten Schritte</translation>
    </message>
    <message>
        <source>the picture could not be written</source>
        <translation>Das Bild konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the run has ended</source>
        <translation>der Lauf beendet ist</translation>
    </message>
    <message>
        <source>the scores are not finite</source>
        <translation>Die Scores sind nicht endlich</translation>
    </message>
    <message>
        <source>the skips switched on</source>
        <translation>die Skips eingeschaltet</translation>
    </message>
    <message>
        <source>the whole network</source>
        <translation>das ganze Netz</translation>
    </message>
    <message>
        <source>these runs</source>
        <translation>diesen Läufen</translation>
    </message>
    <message>
        <source>they are not judged. </source>
        <translation>Sie werden nicht beurteilt. </translation>
    </message>
    <message>
        <source>this run</source>
        <translation>diesem Lauf</translation>
    </message>
    <message>
        <source>through {own}</source>
        <translation>durch {own}</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>trainable</source>
        <translation>trainierbar</translation>
    </message>
    <message>
        <source>training accuracy {accuracy}</source>
        <translation>Trainingsgenauigkeit {accuracy}</translation>
    </message>
    <message>
        <source>training accuracy {own} after {epochs} epochs, {other} after {more}</source>
        <translation>Trainingsgenauigkeit {own} nach {epochs} Epochen, {other} nach {more}</translation>
    </message>
    <message>
        <source>training error {a} against {b}</source>
        <translation>Trainingsfehler {a} gegen {b}</translation>
    </message>
    <message>
        <source>training steps, instead of epochs</source>
        <translation>Trainingsschritte, anstelle von Epochen</translation>
    </message>
    <message>
        <source>training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>training {share:.0%}</source>
        <translation>trainiert {share:.0%}</translation>
    </message>
    <message>
        <source>training {train}, test {test}</source>
        <translation>Training {train}, Test {test}</translation>
    </message>
    <message>
        <source>true, false</source>
        <translation>true, false</translation>
    </message>
    <message>
        <source>units of activation</source>
        <translation>Einheiten der Aktivierung</translation>
    </message>
    <message>
        <source>units of output²</source>
        <translation>Einheiten der Ausgabe²</translation>
    </message>
    <message>
        <source>units of response</source>
        <translation>Einheiten der Antwort</translation>
    </message>
    <message>
        <source>units of weight</source>
        <translation>Gewichtseinheiten</translation>
    </message>
    <message>
        <source>vanishes completely</source>
        <translation>verschwindet vollständig</translation>
    </message>
    <message>
        <source>var(x), x: what leaves a block, behind its addition, for a probe batch</source>
        <translation>var(x), x: was einen Block hinter seiner Addition verlässt, für einen Sonden-Batch</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>Warm-up</translation>
    </message>
    <message>
        <source>was not measured in this run</source>
        <translation>wurde in diesem Lauf nicht gemessen</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>weight decay {decay:g}</source>
        <translation>Weight Decay {decay:g}</translation>
    </message>
    <message>
        <source>weighted layers, such as 8, 14, 20</source>
        <translation>gewichtete Schichten, etwa 8, 14, 20</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>what</source>
        <translation>was</translation>
    </message>
    <message>
        <source>whether depth is the cause</source>
        <translation>ob die Tiefe die Ursache ist</translation>
    </message>
    <message>
        <source>whether depth is the cause in the long run</source>
        <translation>ob die Tiefe auf lange Sicht die Ursache ist</translation>
    </message>
    <message>
        <source>whether it is only slow</source>
        <translation>ob er nur langsam ist</translation>
    </message>
    <message>
        <source>whether the learning rate is too high</source>
        <translation>ob die Lernrate zu hoch ist</translation>
    </message>
    <message>
        <source>whether the learning rate is too low</source>
        <translation>ob die Lernrate zu niedrig ist</translation>
    </message>
    <message>
        <source>white is {top:.4g}</source>
        <translation>Weiß ist {top:.4g}</translation>
    </message>
    <message>
        <source>whole numbers, such as 0, 1, 2</source>
        <translation>ganze Zahlen, etwa 0, 1, 2</translation>
    </message>
    <message>
        <source>width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>your folder</source>
        <translation>Ihr Ordner</translation>
    </message>
    <message>
        <source>your prediction</source>
        <translation>Ihre Vorhersage</translation>
    </message>
    <message>
        <source>zero-init γ</source>
        <translation>Zero-Init γ</translation>
    </message>
    <message>
        <source>{0} has been trained already, and a prediction comes before the run. Load the experiment again to make one.</source>
        <translation>{0} ist schon trainiert, und eine Vorhersage kommt vor dem Lauf. Laden Sie das Experiment noch einmal, um eine zu machen.</translation>
    </message>
    <message>
        <source>{0} is training. Stop or discard its run first, then undo or redo its settings.</source>
        <translation>{0} trainiert. Stoppen oder verwerfen Sie zuerst den Lauf, dann lassen sich Einstellungen rückgängig machen oder wiederholen.</translation>
    </message>
    <message>
        <source>{0}: clicking a skip now edits the network for the next run.</source>
        <translation>{0}: Ein Klick auf einen Skip ändert jetzt das Netz für den nächsten Lauf.</translation>
    </message>
    <message>
        <source>{0}: clicking a skip now intervenes in the running network.</source>
        <translation>{0}: Ein Klick auf einen Skip greift jetzt in das laufende Netz ein.</translation>
    </message>
    <message>
        <source>{about} About {minutes} minutes.</source>
        <translation>{about} Etwa {minutes} Minuten.</translation>
    </message>
    <message>
        <source>{about}. Click to sort</source>
        <translation>{about}. Klick sortiert</translation>
    </message>
    <message>
        <source>{about}. Empty: the only one with that shape, otherwise you are asked</source>
        <translation>{about}. Leer: die einzige mit dieser Form, sonst werden Sie gefragt</translation>
    </message>
    <message>
        <source>{about}. Its defaults: {defaults}</source>
        <translation>{about}. Vorgaben: {defaults}</translation>
    </message>
    <message>
        <source>{accuracy} after {epochs} epochs</source>
        <translation>{accuracy} nach {epochs} Epochen</translation>
    </message>
    <message>
        <source>{analysis} of {side}: {words}</source>
        <translation>{analysis} von {side}: {words}</translation>
    </message>
    <message>
        <source>{a} against {b}</source>
        <translation>{a} gegen {b}</translation>
    </message>
    <message>
        <source>{before} (nearest stored weights to step {wanted:,})</source>
        <translation>{before} (die am nächsten bei Schritt {wanted:,} gespeicherten Gewichte)</translation>
    </message>
    <message>
        <source>{before}, training</source>
        <translation>{before}, trainiert</translation>
    </message>
    <message>
        <source>{changed}, imported by this file, has changed since you trusted it.
</source>
        <translation>{changed}, von dieser Datei importiert, hat sich geändert, seit Sie ihr vertraut haben.
</translation>
    </message>
    <message>
        <source>{count:,} more</source>
        <translation>{count:,} weitere</translation>
    </message>
    <message>
        <source>{count:,} of the {total:,} runs are stored already: {names}.</source>
        <translation>{count:,} der {total:,} Läufe sind schon gespeichert: {names}.</translation>
    </message>
    <message>
        <source>{count} layers, {first} … {last}</source>
        <translation>{count} Schichten, {first} … {last}</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{count} of {files} files cannot be shown. {wrong}{more}.</source>
        <translation>{count} von {files} Dateien lassen sich nicht zeigen. {wrong}{more}.</translation>
    </message>
    <message>
        <source>{count} of {total} chose: {text}</source>
        <translation>{count} von {total} haben gewählt: {text}</translation>
    </message>
    <message>
        <source>{count} selected runs</source>
        <translation>{count} ausgewählte Läufe</translation>
    </message>
    <message>
        <source>{count} skips</source>
        <translation>{count} Skips</translation>
    </message>
    <message>
        <source>{curve} plot on the right</source>
        <translation>{curve} rechts</translation>
    </message>
    <message>
        <source>{done} of {questions} done{back}</source>
        <translation>{done} von {questions} beantwortet{back}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{dropped} taken out</source>
        <translation>{dropped} herausgenommen</translation>
    </message>
    <message>
        <source>{epochs} epochs</source>
        <translation>{epochs} Epochen</translation>
    </message>
    <message>
        <source>{epochs} epochs.</source>
        <translation>{epochs} Epochen.</translation>
    </message>
    <message>
        <source>{fetched}: the window offers that when you press Train.</source>
        <translation>{fetched}: Das Fenster bietet das an, wenn Sie „Trainieren“ drücken.</translation>
    </message>
    <message>
        <source>{field} × {field} pixels</source>
        <translation>{field} × {field} Pixel</translation>
    </message>
    <message>
        <source>{file} only in {side}</source>
        <translation>{file} nur bei {side}</translation>
    </message>
    <message>
        <source>{file}, content {a} against {b}</source>
        <translation>{file}, Inhalt {a} gegen {b}</translation>
    </message>
    <message>
        <source>{found:,} of {total:,} runs</source>
        <translation>{found:,} von {total:,} Läufen</translation>
    </message>
    <message>
        <source>{guide:g}: rule of thumb</source>
        <translation>{guide:g}: Faustregel</translation>
    </message>
    <message>
        <source>{half_life} steps</source>
        <translation>{half_life} Schritte</translation>
    </message>
    <message>
        <source>{highest} and above, ∞ or NaN</source>
        <translation>{highest} und darüber, ∞ oder NaN</translation>
    </message>
    <message>
        <source>{kept} were there</source>
        <translation>{kept} waren schon da</translation>
    </message>
    <message>
        <source>{key}: {allowed}. Several values vary; empty: the default</source>
        <translation>{key}: {allowed}. Mehrere Werte variieren; leer: die Vorgabe</translation>
    </message>
    <message>
        <source>{kind} is {name!r}; allowed: {allowed}.</source>
        <translation>{kind}: {name!r}; erlaubt: {allowed}.</translation>
    </message>
    <message>
        <source>{kind}: {on} of {count}</source>
        <translation>{kind}: {on} von {count}</translation>
    </message>
    <message>
        <source>{known} is stored already.</source>
        <translation>{known} ist schon gespeichert.</translation>
    </message>
    <message>
        <source>{label}
layer {layer} of {layers}, step {step:,}: {reading}</source>
        <translation>{label}
Schicht {layer} von {layers}, Schritt {step:,}: {reading}</translation>
    </message>
    <message>
        <source>{label} has no model called {name}.</source>
        <translation>{label} enthält kein Modell namens {name}.</translation>
    </message>
    <message>
        <source>{layers} layers, {count} skips</source>
        <translation>{layers} Schichten, {count} Skips</translation>
    </message>
    <message>
        <source>{left} left</source>
        <translation>noch {left}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{match} of {count} here · </source>
        <translation>{match} von {count} hier · </translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{missing} was off before step 0, so its projection has no weights in this run. Switch it on before training, or choose another skip.</source>
        <translation>{missing} war vor Schritt 0 aus, deshalb hat die Projektion in diesem Lauf keine Gewichte. Schalten Sie ihn vor dem Training ein, oder wählen Sie einen anderen Skip.</translation>
    </message>
    <message>
        <source>{most} of layer {layer}</source>
        <translation>{most} von Schicht {layer}</translation>
    </message>
    <message>
        <source>{multiply_adds} multiply-adds</source>
        <translation>{multiply_adds} Multiply-Adds</translation>
    </message>
    <message>
        <source>{name}
Fork of run {parent} from step {parent_step:,}</source>
        <translation>{name}
Abzweig von Lauf {parent} ab Schritt {parent_step:,}</translation>
    </message>
    <message>
        <source>{name} failed. {message}</source>
        <translation>{name} ist gescheitert. {message}</translation>
    </message>
    <message>
        <source>{name} has an unsupported file type; allowed: {allowed}.</source>
        <translation>{name} hat einen nicht unterstützten Dateityp; erlaubt: {allowed}.</translation>
    </message>
    <message>
        <source>{name} has no findings: {error}</source>
        <translation>Zu {name} gibt es keine Befunde: {error}</translation>
    </message>
    <message>
        <source>{name} has no {needs}.</source>
        <translation>{name} hat kein(e) {needs}.</translation>
    </message>
    <message>
        <source>{name} of {side}: {message}</source>
        <translation>{name} von {side}: {message}</translation>
    </message>
    <message>
        <source>{name} of {source}</source>
        <translation>{name} aus {source}</translation>
    </message>
    <message>
        <source>{name} was not trained. {message}</source>
        <translation>{name} wurde nicht trainiert. {message}</translation>
    </message>
    <message>
        <source>{name}. Click to sort</source>
        <translation>{name}. Klick sortiert</translation>
    </message>
    <message>
        <source>{name}: unsupported file type {type}; allowed: {allowed}.</source>
        <translation>{name}: nicht unterstützter Dateityp {type}; erlaubt: {allowed}.</translation>
    </message>
    <message>
        <source>{network} of {file}, content {digest}</source>
        <translation>{network} aus {file}, Inhalt {digest}</translation>
    </message>
    <message>
        <source>{network}, {epochs} epochs</source>
        <translation>{network}, {epochs} Epochen</translation>
    </message>
    <message>
        <source>{older} below this one: close it to see the next</source>
        <translation>{older} unter dieser: Schließen zeigt die nächste</translation>
    </message>
    <message>
        <source>{on} of {all}</source>
        <translation>{on} von {all}</translation>
    </message>
    <message>
        <source>{on} of {count}</source>
        <translation>{on} von {count}</translation>
    </message>
    <message>
        <source>{on} of {count} skips on</source>
        <translation>{on} von {count} Skips an</translation>
    </message>
    <message>
        <source>{parameters:,} parameters{trainable}</source>
        <translation>{parameters:,} Parameter{trainable}</translation>
    </message>
    <message>
        <source>{path}
{bytes:,} bytes · {lines:,} lines · SHA-256 {digest}…</source>
        <translation>{path}
{bytes:,} Bytes · {lines:,} Zeilen · SHA-256 {digest}…</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>{path} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} was not saved: {strerror}.</source>
        <translation>{path} wurde nicht gespeichert: {strerror}.</translation>
    </message>
    <message>
        <source>{placed} of {all} marks: {told}</source>
        <translation>{placed} von {all} Marken: {told}</translation>
    </message>
    <message>
        <source>{runs}, about {left}</source>
        <translation>{runs}, etwa {left}</translation>
    </message>
    <message>
        <source>{run}: {title}. Click {seeds} times on the axis, or press Space there and move each mark with the arrow keys.</source>
        <translation>{run}: {title}. Klicken Sie {seeds}-mal auf die Achse, oder drücken Sie dort die Leertaste und bewegen Sie jede Marke mit den Pfeiltasten.</translation>
    </message>
    <message>
        <source>{settings} in the card of {side}</source>
        <translation>{settings} in der Karte von {side}</translation>
    </message>
    <message>
        <source>{several} and {last}</source>
        <translation>{several} und {last}</translation>
    </message>
    <message>
        <source>{shape} images of {classes} classes</source>
        <translation>{shape}-Bilder mit {classes} Klassen</translation>
    </message>
    <message>
        <source>{shape}, {classes} classes</source>
        <translation>{shape}, {classes} Klassen</translation>
    </message>
    <message>
        <source>{share} of the channels behind {functions} are 0 for every probed image, averaged over layers (at step 0: {before}); {most} in layer {layer}.</source>
        <translation>{share} der Kanäle hinter {functions} sind bei jedem Bild der Sonde 0, im Mittel über die Schichten (in Schritt 0: {before}); {most} in Schicht {layer}.</translation>
    </message>
    <message>
        <source>{shown:,} of {total:,}</source>
        <translation>{shown:,} von {total:,}</translation>
    </message>
    <message>
        <source>{side}  … and {count} more: refine the search</source>
        <translation>{side}  … und {count} weitere: Suche verfeinern</translation>
    </message>
    <message>
        <source>{side} answers {names}{value}</source>
        <translation>{side} antwortet {names}{value}</translation>
    </message>
    <message>
        <source>{side} has no block of this name.</source>
        <translation>{side} hat keinen Block dieses Namens.</translation>
    </message>
    <message>
        <source>{side} has no dataset to train on. {network}</source>
        <translation>{side} hat keinen Datensatz zum Trainieren. {network}</translation>
    </message>
    <message>
        <source>{side} has no dataset. {network}</source>
        <translation>{side} hat keinen Datensatz. {network}</translation>
    </message>
    <message>
        <source>{side} is a fork: its steps before {parent_step:,} are its parent&apos;s.</source>
        <translation>{side} ist ein Abzweig: Seine Schritte vor {parent_step:,} sind die des Elternlaufs.</translation>
    </message>
    <message>
        <source>{side} is not trained yet. Train it, or open a stored run in {side}.</source>
        <translation>{side} ist noch nicht trainiert. Trainieren Sie, oder öffnen Sie einen gespeicherten Lauf in {side}.</translation>
    </message>
    <message>
        <source>{side} is training. Wait until it finishes, or stop it; either saves its weights.</source>
        <translation>{side} trainiert. Warten Sie auf das Ende, oder stoppen Sie; beides speichert die Gewichte.</translation>
    </message>
    <message>
        <source>{side} is training: stop it first</source>
        <translation>{side} trainiert: stoppen Sie es zuerst</translation>
    </message>
    <message>
        <source>{side} unchanged</source>
        <translation>{side} unverändert</translation>
    </message>
    <message>
        <source>{side} · {title} · channel {channels} of {count} · {size}{means}
values {min:.4g} to {max:.4g}{less}; {white}
{about}</source>
        <translation>{side} · {title} · Kanal {channels} von {count} · {size}{means}
Werte {min:.4g} bis {max:.4g}{less}; {white}
{about}</translation>
    </message>
    <message>
        <source>{side}: not an image, so not shown: {without}</source>
        <translation>{side}: kein Bild, deshalb nicht gezeigt: {without}</translation>
    </message>
    <message>
        <source>{side}: you drew a training {about} that ends at {drawn}; the run&apos;s curve ends at {is_now}.</source>
        <translation>{side}: Ihre Kurve ({about} im Training) endet bei {drawn}; die des Laufs endet bei {is_now}.</translation>
    </message>
    <message>
        <source>{side}: you placed {title} at {placed}; this run gave {value}.</source>
        <translation>{side}: Sie haben {title} bei {placed} erwartet; dieser Lauf ergab {value}.</translation>
    </message>
    <message>
        <source>{side}: {wrong} Correct it, or press Esc in its field.</source>
        <translation>{side}: {wrong} Berichtigen Sie es, oder drücken Sie Esc in seinem Feld.</translation>
    </message>
    <message>
        <source>{sign}{low:g} to {sign}{high:g} {unit}</source>
        <translation>{sign}{low:g} bis {sign}{high:g} {unit}</translation>
    </message>
    <message>
        <source>{size:.0f} MB</source>
        <translation>{size:.0f} MB</translation>
    </message>
    <message>
        <source>{size:.0f} kB</source>
        <translation>{size:.0f} kB</translation>
    </message>
    <message>
        <source>{step:,} of {total_steps:,} steps done</source>
        <translation>{step:,} von {total_steps:,} Schritten</translation>
    </message>
    <message>
        <source>{steps_per_second:.3g} steps/s</source>
        <translation>{steps_per_second:.3g} Schritte/s</translation>
    </message>
    <message>
        <source>{styles}; no marks for more than {most:,} runs</source>
        <translation>{styles}; keine Marken bei mehr als {most:,} Läufen</translation>
    </message>
    <message>
        <source>{taken:,} probes, the last at step {step:,}</source>
        <translation>{taken:,} Sonden, die letzte in Schritt {step:,}</translation>
    </message>
    <message>
        <source>{text} The rest of the program keeps working.</source>
        <translation>{text} Der Rest des Programms arbeitet weiter.</translation>
    </message>
    <message>
        <source>{text}; chance level: {majority}</source>
        <translation>{text}; Zufallsniveau: {majority}</translation>
    </message>
    <message>
        <source>{titles}: all channels</source>
        <translation>{titles}: alle Kanäle</translation>
    </message>
    <message>
        <source>{title}
{layers} layers · {count} calls · {parameters:,} parameters{shape}{kept}</source>
        <translation>{title}
{layers} Schichten · {count} Aufrufe · {parameters:,} Parameter{shape}{kept}</translation>
    </message>
    <message>
        <source>{title} ({name}), {low} to {high}: one scale for A and B.
{own} have their own colors; blank means not measured.</source>
        <translation>{title} ({name}), {low} bis {high}: eine Skala für A und B.
{own} haben eigene Farben; leer heißt nicht gemessen.</translation>
    </message>
    <message>
        <source>{title} against {title2}: {label}</source>
        <translation>{title} gegen {title2}: {label}</translation>
    </message>
    <message>
        <source>{title} downloaded.</source>
        <translation>{title} heruntergeladen.</translation>
    </message>
    <message>
        <source>{title} has images of {shape} and {classes} classes. With other values the side has no dataset: its architecture can be inspected, but not trained.</source>
        <translation>{title} hat Bilder der Form {shape} und {classes} Klassen. Mit anderen Werten hat die Seite keinen Datensatz: Ihre Architektur lässt sich ansehen, aber nicht trainieren.</translation>
    </message>
    <message>
        <source>{title} has to be downloaded first ({download_bytes})</source>
        <translation>{title} muss zuerst heruntergeladen werden ({download_bytes})</translation>
    </message>
    <message>
        <source>{title} is not downloaded yet. Download it, or choose another dataset in the card.</source>
        <translation>{title} ist noch nicht heruntergeladen. Laden Sie es herunter, oder wählen Sie in der Karte einen anderen Datensatz.</translation>
    </message>
    <message>
        <source>{title} is not downloaded yet. Press Data… to download it.</source>
        <translation>{title} ist noch nicht heruntergeladen. „Daten …“ lädt den Datensatz herunter.</translation>
    </message>
    <message>
        <source>{title} is {text!r}; allowed: {allowed}.</source>
        <translation>{title}: {text!r}; erlaubt: {allowed}.</translation>
    </message>
    <message>
        <source>{title} is {text!r}; allowed: {kind}.</source>
        <translation>{title}: {text!r}; erlaubt: {kind}.</translation>
    </message>
    <message>
        <source>{title} of {of}</source>
        <translation>{title} von {of}</translation>
    </message>
    <message>
        <source>{title} through depth</source>
        <translation>{title} durch die Tiefe</translation>
    </message>
    <message>
        <source>{title}, depth {depth}</source>
        <translation>{title}, Tiefe {depth}</translation>
    </message>
    <message>
        <source>{title}, from {low} to {high}</source>
        <translation>{title}, von {low} bis {high}</translation>
    </message>
    <message>
        <source>{title}, {low} to {high}{logarithmic}: one scale for A and B</source>
        <translation>{title}, {low} bis {high}{logarithmic}: eine Skala für A und B</translation>
    </message>
    <message>
        <source>{title}: {train_size:,} + {test_size:,} images. {license}{fetch}</source>
        <translation>{title}: {train_size:,} + {test_size:,} Bilder. {license}{fetch}</translation>
    </message>
    <message>
        <source>{title}…</source>
        <translation>{title} …</translation>
    </message>
    <message>
        <source>{total} of {count} skips on
{counts}
{first} … {last}</source>
        <translation>{total} von {count} Skips an
{counts}
{first} … {last}</translation>
    </message>
    <message>
        <source>{train_size:,} training, {test_size:,} test images. Classes: {shown}.
{license}</source>
        <translation>{train_size:,} Trainings-, {test_size:,} Testbilder. Klassen: {shown}.
{license}</translation>
    </message>
    <message>
        <source>{twin} against {own} after {epochs} epochs</source>
        <translation>{twin} gegen {own} nach {epochs} Epochen</translation>
    </message>
    <message>
        <source>{type} · {path}
output {shape}{own}{kept}</source>
        <translation>{type} · {path}
Ausgabe {shape}{own}{kept}</translation>
    </message>
    <message>
        <source>{type} · {path}{frozen}
output {shape} · {parameters:,} parameters
{measure}: {reading}{kept}</source>
        <translation>{type} · {path}{frozen}
Ausgabe {shape} · {parameters:,} Parameter
{measure}: {reading}{kept}</translation>
    </message>
    <message>
        <source>{up}, upward</source>
        <translation>{up}, nach oben</translation>
    </message>
    <message>
        <source>{used} of {budget}</source>
        <translation>{used} von {budget}</translation>
    </message>
    <message>
        <source>{values} after epoch {done}</source>
        <translation>{values} nach Epoche {done}</translation>
    </message>
    <message>
        <source>{values} in step {step}</source>
        <translation>{values} in Schritt {step}</translation>
    </message>
    <message>
        <source>{values} smoothed over the steps before</source>
        <translation>{values} geglättet über die Schritte davor</translation>
    </message>
    <message>
        <source>{variable}={fixed} in the environment sets the size. Unset it to use the size chosen here.</source>
        <translation>{variable}={fixed} in der Umgebung bestimmt die Größe. Entfernen Sie es, damit die hier gewählte Größe gilt.</translation>
    </message>
    <message>
        <source>{waiting} more</source>
        <translation>{waiting} weitere</translation>
    </message>
    <message>
        <source>{weighted_layers} layers</source>
        <translation>{weighted_layers} Schichten</translation>
    </message>
    <message>
        <source>{what} ({a} against {b})</source>
        <translation>{what} ({a} gegen {b})</translation>
    </message>
    <message>
        <source>{what}: {accuracies} ({over}).</source>
        <translation>{what}: {accuracies} ({over}).</translation>
    </message>
    <message>
        <source>{what}: {before}.</source>
        <translation>{what}: {before}.</translation>
    </message>
    <message>
        <source>{what}Set their disk space, and how often a run is saved</source>
        <translation>{what}Ihren Speicherplatz festlegen, und wie oft ein Lauf gespeichert wird</translation>
    </message>
    <message>
        <source>{words}
A&apos;s color: A is larger. B&apos;s color: B is larger.</source>
        <translation>{words}
Farbe von A: A ist größer. Farbe von B: B ist größer.</translation>
    </message>
    <message>
        <source>{wrong} of {count} wrong</source>
        <translation>{wrong} von {count} falsch</translation>
    </message>
    <message>
        <source>{x:.0%} across, {y:.0%} down</source>
        <translation>{x:.0%} von links, {y:.0%} von oben</translation>
    </message>
    <message>
        <source>{y_label} against {x_label}</source>
        <translation>{y_label} gegen {x_label}</translation>
    </message>
    <message>
        <source>{} is not available now.</source>
        <translation>{} ist jetzt nicht verfügbar.</translation>
    </message>
    <message>
        <source>{} returns {} results, and several could be the class scores. Choose one below, then open the model.</source>
        <translation>{} liefert {} Ergebnisse, und mehrere könnten die Klassen-Scores sein. Wählen Sie unten eines, dann öffnen Sie das Modell.</translation>
    </message>
    <message>
        <source>|mean(a)|, a: activations of a probe batch</source>
        <translation>|mean(a)|, a: Aktivierungen eines Sonden-Batches</translation>
    </message>
    <message>
        <source>λ of ∂²loss/∂w² that is largest in size, with its sign, for a probe batch</source>
        <translation>λ von ∂²loss/∂w², betragsgrößter Eigenwert mit Vorzeichen, für einen Sonden-Batch</translation>
    </message>
    <message>
        <source>‖F(x)‖₂ / ‖shortcut(x)‖₂, as they are added</source>
        <translation>‖F(x)‖₂ / ‖shortcut(x)‖₂, wie sie addiert werden</translation>
    </message>
    <message>
        <source>‖X − 1x̄ᵀ‖ / ‖X‖, mean over images; X: an image&apos;s tokens behind an addition, x̄: their mean</source>
        <translation>‖X − 1x̄ᵀ‖ / ‖X‖, Mittel über Bilder; X: Tokens eines Bildes hinter einer Addition, x̄: ihr Mittel</translation>
    </message>
    <message>
        <source>‖g‖ {near} against {far}</source>
        <translation>‖g‖ {near} gegen {far}</translation>
    </message>
    <message>
        <source>‖g‖ {near} in the first layers, {last} in the classifier</source>
        <translation>‖g‖ {near} in den ersten Schichten, {last} im Klassifikator</translation>
    </message>
    <message>
        <source>‖g‖ {norm} in layer {layer} at step 0</source>
        <translation>‖g‖ {norm} in Schicht {layer}, Schritt 0</translation>
    </message>
    <message>
        <source>‖g‖/‖w‖ {left} of step 0&apos;s</source>
        <translation>‖g‖/‖w‖ das {left}-fache von Schritt 0</translation>
    </message>
    <message>
        <source>‖gₛ‖ / (‖gₛ‖ + ‖gᵣ‖), gₛ and gᵣ: gradients that shortcut and residual branch return to the fork</source>
        <translation>‖gₛ‖ / (‖gₛ‖ + ‖gᵣ‖), gₛ und gᵣ: Gradienten, die Shortcut und Residualzweig an die Verzweigung zurückgeben</translation>
    </message>
    <message>
        <source>‖w after − w before‖₂ / ‖w before‖₂</source>
        <translation>‖w danach − w davor‖₂ / ‖w davor‖₂</translation>
    </message>
    <message>
        <source>‖w − w₀‖₂ / ‖w₀‖₂</source>
        <translation>‖w − w₀‖₂ / ‖w₀‖₂</translation>
    </message>
    <message>
        <source>‖w‖ of layer {layer} multiplied by {grew}</source>
        <translation>‖w‖ von Schicht {layer} mit {grew} multipliziert</translation>
    </message>
    <message>
        <source>‖w‖₂</source>
        <translation>‖w‖₂</translation>
    </message>
    <message>
        <source>‖y‖₂ / √n, y: a layer&apos;s output of n numbers for the batch</source>
        <translation>‖y‖₂ / √n, y: Ausgabe einer Schicht mit n Zahlen für den Batch</translation>
    </message>
    <message>
        <source>‖Δw‖/‖w‖ up to {share} in the median layer, at step {step}</source>
        <translation>‖Δw‖/‖w‖ bis {share} in der mittleren Schicht (Median), in Schritt {step}</translation>
    </message>
    <message>
        <source>‖Δw‖/‖w‖ {share} in the median layer</source>
        <translation>‖Δw‖/‖w‖ {share} in der mittleren Schicht (Median)</translation>
    </message>
    <message>
        <source>‖∂loss/∂w‖₂</source>
        <translation>‖∂loss/∂w‖₂</translation>
    </message>
    <message>
        <source>‖∂loss/∂w‖₂ / ‖w‖₂</source>
        <translation>‖∂loss/∂w‖₂ / ‖w‖₂</translation>
    </message>
    <message>
        <source>‖∂loss/∂w‖₂ / √n, n weights</source>
        <translation>‖∂loss/∂w‖₂ / √n, n Gewichte</translation>
    </message>
    <message>
        <source>‖∂loss/∂y‖₂ / √n, y: a layer&apos;s output of n numbers for a probe batch</source>
        <translation>‖∂loss/∂y‖₂ / √n, y: Ausgabe einer Schicht mit n Zahlen für einen Sonden-Batch</translation>
    </message>
    <message>
        <source>‖∂loss/∂y‖₂ / √n, y: a layer&apos;s output of n numbers for the batch</source>
        <translation>‖∂loss/∂y‖₂ / √n, y: Ausgabe einer Schicht mit n Zahlen für den Batch</translation>
    </message>
    <message>
        <source>“{experiment}” of lesson {lesson}</source>
        <translation>„{experiment}“ aus Lektion {lesson}</translation>
    </message>
    <message>
        <source>“{text}” cannot be undone: the run has ended and its record is final.</source>
        <translation>„{text}“ lässt sich nicht rückgängig machen: Der Lauf ist beendet, und seine Aufzeichnung steht fest.</translation>
    </message>
    <message>
        <source>√(mean over units of var over images of r) / RMS(r), r: response</source>
        <translation>√(Mittel über Einheiten von var über Bilder von r) / RMS(r), r: Antwort</translation>
    </message>
    <message>
        <source>● the class</source>
        <translation>● der Kurs</translation>
    </message>
    <message>
        <source>⚠  {warning} You will be asked again if it or a file it imports changes.</source>
        <translation>⚠  {warning} Sie werden noch einmal gefragt, wenn sie oder eine von ihr importierte Datei sich ändert.</translation>
    </message>
    <message>
        <source>⚠ {title}
cannot be opened</source>
        <translation>⚠ {title}
kann nicht geöffnet werden</translation>
    </message>
    <message numerus="yes">
        <source>A and B differ in {count} things: {what}.</source>
        <translation>
            <numerusform>A und B unterscheiden sich nur in einem: {what}.</numerusform>
            <numerusform>A und B unterscheiden sich in {count} Punkten: {what}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported {count:,} runs{skipped}.</source>
        <translation>
            <numerusform>1 Lauf importiert{skipped}.</numerusform>
            <numerusform>{count:,} Läufe importiert{skipped}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Intervention in {side}: {count} gates moved while training.</source>
        <translation>
            <numerusform>Eingriff in {side}: {count} Gate wurde während des Trainings bewegt.</numerusform>
            <numerusform>Eingriff in {side}: {count} Gates wurden während des Trainings bewegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>endpoints of {count} skip connections</source>
        <translation>
            <numerusform>Endpunkte von {count} Skip-Verbindung</numerusform>
            <numerusform>Endpunkte von {count} Skip-Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count:,} runs</source>
        <translation>
            <numerusform>{count:,} Lauf</numerusform>
            <numerusform>{count:,} Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count:,} steps</source>
        <translation>
            <numerusform>{count:,} Schritt</numerusform>
            <numerusform>{count:,} Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} epochs</source>
        <translation>
            <numerusform>{count} Epoche</numerusform>
            <numerusform>{count} Epochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} interventions</source>
        <translation>
            <numerusform>{count} Eingriff</numerusform>
            <numerusform>{count} Eingriffe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} layers</source>
        <translation>
            <numerusform>{count} Schicht</numerusform>
            <numerusform>{count} Schichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} marks</source>
        <translation>
            <numerusform>{count} Marke</numerusform>
            <numerusform>{count} Marken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of {layers} layers are frozen: {only}</source>
        <translation>
            <numerusform>{count} von {layers} Schichten ist eingefroren. {only}</numerusform>
            <numerusform>{count} von {layers} Schichten sind eingefroren. {only}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} older messages</source>
        <translation>
            <numerusform>{count} ältere Meldung</numerusform>
            <numerusform>{count} ältere Meldungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} runs</source>
        <translation>
            <numerusform>{count} Lauf</numerusform>
            <numerusform>{count} Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} runs added to the queue</source>
        <translation>
            <numerusform>{count} Lauf in die Warteschlange gestellt</numerusform>
            <numerusform>{count} Läufe in die Warteschlange gestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} runs left</source>
        <translation>
            <numerusform>noch {count} Lauf</numerusform>
            <numerusform>noch {count} Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sections</source>
        <translation>
            <numerusform>{count} Abschnitt</numerusform>
            <numerusform>{count} Abschnitte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} skip connections</source>
        <translation>
            <numerusform>{count} Skip-Verbindung</numerusform>
            <numerusform>{count} Skip-Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} skips {state}</source>
        <translation>
            <numerusform>{count} Skip {state}</numerusform>
            <numerusform>{count} Skips {state}</numerusform>
        </translation>
    </message>
</context>
</TS>
