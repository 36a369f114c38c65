const carersLeave = {
  path: "people/carers-leave-procedure.docx",
  title: "Carer's Leave Procedure",
  author: "Ruth Adeyemi",
  date: "2024-11-18",
  header: "Tideway Instruments | Carer's Leave Procedure",
  number: "HR-017, version 2",
  body: `
**Owner:** Ruth Adeyemi, Head of People. **Effective:** 1 December 2024.

# 1 Who it is for

The procedure is for employees who look after a sick, disabled or elderly relative or a person in their household. Leave around the birth or adoption of a child is covered by the page Parental leave and not by this procedure.

A relative is a partner, child, parent, grandparent, brother, sister or parent-in-law. A doctor's letter or a notice of the care insurance is enough as evidence. Tideway Instruments does not ask for the diagnosis.

# 2 Employees in Bristol

## 2.1 Planned care

Employees in Bristol may take up to 10 days of carer's leave a year. The first 5 days of carer's leave are paid in full, and the other days are unpaid. Carer's leave can be taken in half days.

Planned carer's leave is requested in Harbour at least 7 days in advance. A manager may postpone planned carer's leave by at most one month and must give the reason in writing.

## 2.2 Emergencies

Up to 3 paid days may be taken at once when care breaks down, for example because a carer falls ill. The employee calls the line manager before 10:00 on the first day.

# 3 Employees in Hamburg

Employees in Hamburg may stay away from work for up to 10 working days in an acute case of care, and the care insurance pays a care support allowance. Care time of up to six months, in full or in part, must be announced at least ten working days before it begins. Tideway Instruments pays €200 a month during full care time for up to three months.

# 4 Overview

| Subject | Bristol | Hamburg |
| --- | --- | --- |
| Days a year | 10 days | 10 working days in each acute case |
| Paid by Tideway | 5 days | None, care support allowance instead |
| Notice for planned care | 7 days | 10 working days |
| Emergency days | 3 paid days | Part of the acute case |
| Longer leave | Up to 8 weeks unpaid | Up to 6 months |

# 5 Flexible hours for carers

Carers may ask for different hours for up to 12 months. The following arrangements have worked well:

- a late start at 10:30 on two days a week
- four longer days instead of five
- work at home on up to 4 days a week, also beyond the usual limit of the Remote Working Policy

The request is answered within 15 working days.

# 6 What happens to benefits

Pension contributions continue during paid carer's leave. During unpaid leave of more than four weeks the company pays only its own contribution for the first four weeks. Annual leave goes on building up during all carer's leave.

# 7 Help

1. Talk to your line manager or directly to the People team.
2. Call the care advice line +44 117 496 0920, which is free for employees in both offices.
3. Ask for a return talk, which takes place in the first week back.

Contact in Bristol is Fern Ashdown, extension 213. Contact in Hamburg is Katrin Böttcher, extension 511.
`,
};

const onboarding = {
  path: "people/onboarding-checklist.docx",
  title: "Onboarding Checklist for New Employees",
  author: "Zoë Marchetti",
  date: "2025-01-20",
  header: "Tideway Instruments | Onboarding Checklist",
  number: "HR-022, version 5",
  body: `
The checklist is filled in by the line manager and the new employee together. The signed checklist is uploaded in Harbour by the end of the sixth week.

# Before the first day

| Task | Who | When |
| --- | --- | --- |
| Order laptop, phone and security keys | Line manager | 15 working days before |
| Create the account | IT service desk | 5 working days before |
| Name a mentor from another team | People team | 10 working days before |
| Send the welcome letter with the plan for the first week | Line manager | 5 working days before |
| Prepare the desk or the workplace | Facilities | 1 working day before |

New employees send a copy of their passport or identity card, their bank details and the tax form to the People team at least ten working days before the first day.

# First day

1. Reception hands out the badge and takes the photograph.
2. The line manager shows the building, the fire exits and the assembly point.
3. The service desk hands over the laptop and sets up both security keys.
4. The mentor invites the new employee to lunch, which the company pays for up to £15 or €18 a person.
5. The People team explains Harbour, working time and leave at 14:00.

# First week

- Read the Employee Handbook and confirm it in Harbour.
- Install the VPN client Lockgate with the VPN guide for employees.
- Meet the team leaders of Assembly, Support and the Laboratory.
- Complete the safety instruction for the own workplace.
- Agree three goals for the first three months with the line manager.

# First month

- Complete the course Information security basics (TR-140) within 20 working days.
- Take part in the induction TR-101 in Bristol or TR-102 in Hamburg.
- Spend one day on the assembly line; this applies to everybody, also to the leadership team.
- Listen to at least five customer calls with the support team.
- Have the first probation talk after four weeks.

# Weeks five and six

- Visit the other office. The visit lasts two days and is booked in Wayfinder.
- Explain one product to the mentor as if the mentor were a customer.
- Sign the checklist; working from home is possible from the seventh week.

# Additional points by role

| Role | Additional point | By |
| --- | --- | --- |
| Field engineer | Course Working safely near water and fitting of the life jacket | End of week 3 |
| Assembly | Electrostatic protection and soldering test | End of week 2 |
| Laboratory | Eye test and instruction on formazin | Before any laboratory work |
| Engineer with access to signing keys | Enhanced background check | Before access is given |
| Line manager | Course Giving feedback as a line manager | End of month 4 |

# Who to ask

Questions about onboarding are answered by Zoë Marchetti, extension 214, for Bristol and by Katrin Böttcher, extension 511, for Hamburg.
`,
};

const expenses2022 = {
  path: "finance/expenses-policy-2022.docx",
  title: "Expenses Policy 2022",
  author: "Beatriz Fonseca",
  date: "2022-02-01",
  header: "Tideway Instruments | Expenses Policy 2022",
  number: "FIN-007, version 3",
  body: `
**Owner:** Helen Prowse, Chief Financial Officer. **Effective:** 1 February 2022.

# 1 Principle

Employees are refunded the costs that they have paid for the company, if the costs were necessary and reasonable. This policy is effective from 1 February 2022 and replaces the policy of 2018.

# 2 Claims

Claims are made on the paper form FIN-07 with the original receipts. Expense claims must be submitted within 60 days of the expense. Receipts are required for all amounts over £10. Claims are signed by the line manager and sent to Finance by internal post.

Claims that reach Finance by the 10th of the month are paid with the salary of the same month.

# 3 Limits

| Expense | United Kingdom | Germany and rest of Europe |
| --- | --- | --- |
| Hotel, per night with breakfast | £95 | €105 |
| Hotel in London, per night | £140 | Not applicable |
| Breakfast, if not included | £8 | €9 |
| Lunch | £10 | €12 |
| Dinner | £22 | €26 |
| Entertaining customers, per person | £40 | €45 |

# 4 Mileage

The mileage rate for a private car is 45 pence per mile, or €0.30 per kilometre. The rate for a bicycle is 20 pence per mile. Passengers are not paid for.

# 5 Telephone and internet

Employees without a company phone may claim up to £12 a month for business calls.

# 6 What is not refunded

- alcoholic drinks without customers
- fines of any kind
- minibar and film rental
- seat reservations on flights
- laundry on journeys of less than seven nights

# 7 Advances

An advance of up to £500 can be paid in cash by the Finance team for journeys of more than five days. The advance is settled within two weeks of the return.
`,
};

const expenses2025 = {
  path: "finance/expenses-policy-2025.docx",
  title: "Expenses Policy 2025",
  author: "Beatriz Fonseca",
  date: "2025-04-01",
  header: "Tideway Instruments | Expenses Policy 2025",
  number: "FIN-007, version 4",
  body: `
**Owner:** Helen Prowse, Chief Financial Officer. **Effective 1 April 2025. Replaces the Expenses Policy 2022.**

# 1 Principle

Employees are refunded the costs that they have paid for the company, if the costs were necessary and reasonable. Journeys are planned and booked according to the Business Travel Policy.

# 2 Claims

Claims are made in Harbour with a photograph of each receipt; paper forms are no longer accepted. Expense claims must be submitted within 30 days of the expense. Receipts are required for all amounts over £5 or €5.

Line managers approve claims within five working days. Approved claims are paid every Friday, independently of the salary. Claims of more than £1,000 are also approved by the Finance Manager.

> Claims that arrive more than 90 days after the expense are not paid, also if the line manager agrees.

# 3 Limits

| Expense | United Kingdom | Germany and rest of Europe | Other countries |
| --- | --- | --- | --- |
| Hotel, per night with breakfast | £130 | €145 | £160 |
| Hotel in London, per night | £185 | Not applicable | Not applicable |
| Breakfast, if not included | £11 | €12 | £12 |
| Lunch | £14 | €16 | £16 |
| Dinner | £30 | €35 | £35 |
| Entertaining customers, per person | £55 | €65 | £60 |

Limits may be exceeded by up to 20 percent during trade fairs if no other room is available within five kilometres.

# 4 Mileage

The mileage rate for a private car is 52 pence per mile, or €0.38 per kilometre. The rate for a bicycle is 25 pence per mile. Five pence per mile are added for each passenger.

Private cars are used only if no pool car is free. Charging a pool car on the road is paid with the card in the glove compartment.

# 5 Field allowance

Field engineers receive a field allowance of £18 or €21 for each day on which they work outdoors for more than four hours. The allowance is paid without receipts.

# 6 What is not refunded

- alcoholic drinks without customers
- fines of any kind
- minibar and films
- costs of people who travel with the employee
- tips of more than 10 percent

Laundry is refunded on journeys of more than four nights, up to £20.

# 7 Lost receipts

For a lost receipt the form Own receipt is filled in. At most three own receipts a year are accepted from each employee.

# 8 Company cards

Company cards are given to employees with more than eight journeys a year. The holder assigns all card payments in Harbour by the 5th of the following month. A card is blocked when payments have not been assigned for 45 days.
`,
};

const calibration = {
  path: "products/calibration-guide.docx",
  title: "Calibration Guide",
  author: "Dr Lena Hoffstedt",
  date: "2025-09-10",
  header: "Tideway Instruments | Calibration Guide",
  number: "LAB-003, version 8",
  body: `
The guide explains how sensors are calibrated in the Hamburg laboratory and what customers and colleagues can expect. It was revised on 10 September 2025 for the launch of the TW-310.

# 1 Why calibrate

Light sources grow weaker and windows become scratched. Without calibration a turbidity sensor drifts by about 4 percent a year. A calibration compares the sensor with a reference and corrects the difference.

# 2 Intervals

| Sensor | Use | Interval | Points |
| --- | --- | --- | --- |
| TW-100 | All waters | Every 6 months | 2 |
| TW-200 | Drinking water and rivers | Every 12 months | 4 |
| TW-210, turbidity | All waters | Every 9 months | 5 |
| TW-210, suspended solids | On site | At each change of season | 3 samples |
| TW-310 | Waste water | Every 6 months | 2 |
| TW-310 | All other waters | Every 18 months | 2 |
| GW-5 clock | All | Every 24 months | 1 |

# 3 Sending sensors

1. Ask customer support for an RMA number.
2. Clean the sensor and fill in the decontamination declaration.
3. Pack the sensor with its cap; do not send cables or mounting parts.
4. Send the parcel to the goods dock in Hamburg, Sondenkai 12.

Sensors that arrive by 11:00 are booked in on the same day.

# 4 Services and times

| Service | Normal time | Express time | Certificate |
| --- | --- | --- | --- |
| Factory calibration | 7 working days | 3 working days | Tideway certificate |
| Accredited calibration | 10 working days | 5 working days | ISO/IEC 17025 certificate |
| Calibration on site | By agreement | Not offered | Tideway certificate |
| Adjustment only | 4 working days | 2 working days | None |

Accredited calibration is offered for turbidity and dissolved oxygen, but not for suspended solids. Prices are in the price list.

# 5 Conditions in the laboratory

The laboratory is kept at 20 °C with a tolerance of 0.5 °C. Sensors rest in the laboratory for at least 12 hours before they are calibrated. Each reference liquid is compared with the golden sensor on the morning of use.

Formazin dilutions below 20 NTU are used on the day on which they were made. Dilutions of 20 NTU and above are used for at most seven days.

# 6 When a sensor fails

- A sensor that differs by more than 10 percent from the reference is inspected by the workshop.
- A sensor that cannot be adjusted is returned with a report and without a charge for the calibration.
- If a whole series of sensors fails in the same way, the laboratory opens a CAPA.

# 7 Records

Raw data are kept for ten years in the laboratory database. Certificates can be downloaded from the support portal for five years. A replacement certificate costs £25 or €28.

# 8 Planning

The laboratory can calibrate 46 sensors a day. The busiest months are March and April, when the normal time can rise to 12 working days. The laboratory is closed for its yearly maintenance in the last full week of August.

# 9 Contacts

Head of the laboratory is Dr Lena Hoffstedt, extension 560. Her deputy is Emre Yildiz, extension 561.
`,
};

const betriebsanweisung = {
  path: "operations/betriebsanweisung-formazin.docx",
  title: "Betriebsanweisung: Umgang mit Formazin",
  author: "Dr. Lena Hoffstedt",
  date: "2025-02-01",
  lang: "de-DE",
  header: "Tideway Instruments GmbH | Betriebsanweisung gemäß Gefahrstoffverordnung",
  number: "BA-07, Stand 1. Februar 2025",
  body: `
**Geltungsbereich:** Kalibrierlabor Hamburg, Räume 1.02 bis 1.06. **Verantwortlich:** Dr. Lena Hoffstedt, Durchwahl 560.

# 1 Gefahrstoff

Formazin-Stammlösung mit 4000 NTU, geliefert in Flaschen zu 500 Millilitern. Die Lösung enthält Spuren von Hydrazin, das vermutlich Krebs erzeugt.

# 2 Gefahren für Mensch und Umwelt

- Die Lösung kann allergische Reaktionen der Haut auslösen.
- Dämpfe reizen die Augen und die Atemwege.
- Die Lösung ist schädlich für Wasserorganismen und darf nicht in den Abfluss gelangen.

# 3 Schutzmaßnahmen

| Maßnahme | Vorgabe |
| --- | --- |
| Handschuhe | Zwei Paar aus Nitril, das äußere Paar alle 30 Minuten wechseln |
| Augenschutz | Geschlossene Schutzbrille |
| Kleidung | Laborkittel mit langen Ärmeln |
| Lüftung | Abzug mit mindestens 0,5 Metern je Sekunde |
| Menge am Arbeitsplatz | Höchstens 250 Milliliter |

Schwangere und stillende Mitarbeiterinnen dürfen nicht mit Formazin arbeiten. Jugendliche unter 18 Jahren dürfen nur unter Aufsicht und nur mit Verdünnungen unter 100 NTU arbeiten.

Essen, Trinken und Rauchen sind in den Räumen 1.02 bis 1.06 verboten. Nach der Arbeit sind die Hände mit Seife zu waschen und mit Creme zu pflegen.

# 4 Lagerung

Die Stammlösung wird bei 4 bis 8 °C im Kühlraum gelagert. Jede Flasche trägt das Datum der Öffnung. Geöffnete Flaschen werden spätestens nach drei Monaten entsorgt.

# 5 Verhalten bei Störungen

1. Warnen Sie die Personen im Raum und öffnen Sie das Fenster.
2. Nehmen Sie verschüttete Lösung mit dem gelben Bindemittel auf.
3. Geben Sie das Bindemittel in den Behälter mit dem roten Deckel.
4. Informieren Sie die Laborleitung, wenn mehr als 100 Milliliter ausgelaufen sind.

# 6 Erste Hilfe

Nach Augenkontakt spülen Sie das Auge mindestens 15 Minuten lang mit Wasser. Nach Hautkontakt waschen Sie die Haut sofort mit viel Wasser und Seife. Nach dem Einatmen bringen Sie die Person an die frische Luft. Nach dem Verschlucken rufen Sie den Giftnotruf und lösen kein Erbrechen aus.

Der betriebsinterne Notruf lautet 590. Ersthelfer im Labor sind Emre Yildiz und Sabine Ohlendorf.

# 7 Entsorgung

Reste und Spülwasser der ersten Spülung werden in Kanistern mit rotem Deckel gesammelt. Ein Kanister darf höchstens zu 90 Prozent gefüllt werden. Die Kanister werden am zweiten Mittwoch jedes Monats abgeholt.

# 8 Unterweisung

Alle Beschäftigten des Labors werden vor der ersten Tätigkeit und danach einmal im Jahr unterwiesen. Die Unterweisung wird mit Unterschrift bestätigt und fünf Jahre aufbewahrt.
`,
};

const worksCouncil = {
  path: "company/works-council-minutes-2025-06.docx",
  title: "Meeting of Management and Works Council, 17 June 2025",
  author: "Katrin Böttcher",
  date: "2025-06-20",
  header: "Tideway Instruments GmbH | Minutes, management and works council",
  number: "Minutes 2025-06",
  body: `
**Place:** Hamburg, room Elbe. **Time:** 13:00 to 14:45. **Present:** Annika Vogt, Katrin Böttcher, Jürgen Kästner; for the works council Ingrid Sörensen (chair), Emre Yildiz, Sabine Ohlendorf. **Minutes:** Katrin Böttcher. English translation for the Bristol office.

# 1 Working time in the laboratory

The laboratory has asked for flexible hours. The works council supports the request if at least two people are present whenever formazin is used.

**Agreed:** From 1 August 2025 laboratory staff may start between 06:30 and 08:30. The trial ends on 31 January 2026 and is reviewed in the February meeting.

# 2 Air conditioning in the workshop

Temperatures of 31 degrees were measured in the workshop on four days in June. Frauke Petersen has obtained two offers, of €38,200 and €44,900. The works council asks for a decision before the summer break.

**Agreed:** Management orders the unit for €38,200. It is installed by 15 August 2025. Until then workshop staff receive an additional paid break of 10 minutes for each two hours above 28 degrees.

# 3 Deutschlandticket

The works council reports that the free Deutschlandticket is used by 58 of 76 employees. Management confirms that the ticket will also be paid in 2026, whatever its price.

# 4 Cameras at the goods dock

Management would like to install two cameras at the goods dock after a theft in April. The works council demands a written agreement.

**Agreed:** The cameras record only between 19:30 and 06:00. Recordings are deleted after 72 hours. Access needs one person from management and one from the works council.

# 5 Apprentices

Two apprentices in mechatronics begin on 1 September 2025. Both will spend three months of the second year in Bristol. Lodging in Bristol is paid by the company.

# 6 Company pension

The works council asks for the monthly amount of the direct insurance to be raised from €85 to €120. Management will calculate the cost and answer by 30 September 2025. No decision was taken.

# 7 Dates

| Event | Date | Place |
| --- | --- | --- |
| Staff meeting | 24 September 2025, 10:00 | Canteen kitchen, second floor |
| Next joint meeting | 16 September 2025, 13:00 | Room Elbe |
| Works council election | 12 March 2026 | Room Alster |
| Health day | 8 October 2025 | Courtyard |
`,
};

export default [
  carersLeave,
  onboarding,
  expenses2022,
  expenses2025,
  calibration,
  betriebsanweisung,
  worksCouncil,
];
