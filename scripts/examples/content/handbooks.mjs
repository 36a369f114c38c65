const employeeHandbook = {
  path: "people/employee-handbook.pdf",
  title: "Employee Handbook",
  subject: "Working at Tideway Instruments in Bristol and Hamburg",
  author: "Ruth Adeyemi",
  date: "2025-01-06",
  header: "Tideway Instruments | Employee Handbook",
  number: "HR-001, version 9",
  footer: "In force from 6 January 2025. For employees only.",
  cover: [
    "Working at Tideway Instruments in Bristol and Hamburg",
    "Document HR-001, version 9, in force from 6 January 2025",
    "Published by Ruth Adeyemi, Head of People",
  ],
  body: `
# 1 Welcome

This handbook tells you what you can expect from Tideway Instruments and what Tideway Instruments expects from you. It applies to all employees of Tideway Instruments Ltd in Bristol and Tideway Instruments GmbH in Hamburg. Where the law or a works agreement in Germany says something else, the law or the works agreement goes first.

## 1.1 How to use the handbook

The handbook gives the main rules. Longer policies are kept in Harbour and are named in each chapter. If the handbook and a newer policy differ, the newer policy applies.

The handbook is revised every January. Suggestions can be sent to people@tideway.example until 15 November of the year before.

## 1.2 Values in daily work

- We talk to each other before we write to each other.
- We ask when a figure looks wrong, whoever has produced it.
- We thank people in public and criticise them in private.
- We keep the promises that we make to customers.

## 1.3 Equal treatment

Tideway Instruments treats all employees and applicants equally, whatever their sex, origin, religion, disability, age or sexual orientation. Complaints can be made to Idris Bevan, the confidential contact, or to the Head of People. A complaint is answered within ten working days.

---page---

# 2 Working time

## 2.1 Weekly hours

The standard working week is 37.5 hours in Bristol and 38 hours in Hamburg. Assembly staff work in shifts, and the shift plan is published three weeks in advance.

| Group | Bristol | Hamburg |
| --- | --- | --- |
| Office staff | Flexible, between 07:00 and 19:00 | Flexible, between 06:30 and 19:00 |
| Assembly, early shift | 06:00 to 14:00 | No shifts |
| Laboratory | No laboratory | 07:00 to 15:30 |
| Workshop | 07:30 to 15:45 | 07:00 to 15:30 |

## 2.2 Breaks

Everybody who works more than six hours takes a break of at least 30 minutes. Assembly staff have an additional paid break of 15 minutes in each shift.

## 2.3 Overtime

Overtime is agreed with the line manager before it is worked. The first ten hours of overtime in a month are taken as time off. Overtime beyond ten hours in a month is paid with a supplement of 25 percent. Employees in grades 7 and 8 are not paid for overtime.

## 2.4 Time accounts

A time account may hold at most 60 hours of credit and at most 15 hours of debt. Credit of more than 60 hours at the end of a quarter is paid out with the next salary.

---page---

# 3 Pay

## 3.1 Payday

Salaries are paid on the 25th of each month in Bristol and on the last working day of each month in Hamburg. If the 25th falls on a weekend, salaries in Bristol are paid on the Friday before.

## 3.2 Pay review

Salaries are reviewed once a year, and changes take effect on 1 April. The letter with the result is sent by 20 March.

## 3.3 Bonus

The company bonus depends on the operating profit and on customer complaints. The target bonus is 4 percent of the yearly salary in grades 1 to 4 and 8 percent in grades 5 to 8. The bonus is paid with the March salary to everybody who was employed on 31 December.

## 3.4 Pension

Tideway Instruments pays 9 percent of the salary into the pension scheme in Bristol, provided that the employee pays at least 4 percent. In Hamburg the company pays €85 a month into the direct insurance.

## 3.5 Sick pay

Employees in Bristol receive full pay for the first 12 weeks of sickness in any period of 12 months. Employees in Hamburg receive full pay for six weeks for each illness, followed by sickness benefit from their health insurance. Sickness is reported to the line manager before 09:30 on the first day.

## 3.6 Recommending colleagues

Employees who recommend a new colleague receive £800 or €900 after the new colleague has passed the probation period. The premium is not paid to line managers for posts in their own team.

---page---

# 4 Probation and development

## 4.1 Probation

The probation period is six months in all grades. Talks take place after four weeks, after three months and in the sixth month. The probation period can be extended once by three months in Bristol; it cannot be extended in Hamburg.

## 4.2 Development talks

Each employee has a development talk with the line manager once a year between 15 January and 15 March. The result is written down in Harbour and signed by both.

## 4.3 Training

Every employee has five training days and a budget of £1,200 or €1,400 a year. If a course costs more than £3,000, the employee agrees to pay back a part of the price when leaving within 18 months.

## 4.4 Mentors

Every new employee has a mentor from a different team for the first nine months. Mentors receive one additional training day a year.

---page---

# 5 Leaving

## 5.1 Notice periods

Notice is given in writing to the line manager and the People team. The notice periods after the probation period depend on the grade.

| Grade | Typical roles | Notice in Bristol | Notice in Hamburg |
| --- | --- | --- | --- |
| 1 to 2 | Assembler, warehouse assistant | 4 weeks | 4 weeks to the 15th or the end of a month |
| 3 to 4 | Technician, administrator | 6 weeks | 6 weeks to the end of a month |
| 5 | Engineer, accountant | 8 weeks | 2 months to the end of a month |
| 6 | Senior engineer, team leader | 12 weeks | 3 months to the end of a month |
| 7 | Principal engineer, department manager | 16 weeks | 3 months to the end of a quarter |
| 8 | Head of department | 26 weeks | 6 months to the end of a quarter |

During the probation period the notice period is one week in Bristol and two weeks in Hamburg.

## 5.2 Last day

The laptop, telephone, badge, security key and purchase card are handed in on the last working day. An exit talk with the People team takes place in the last two weeks.

## 5.3 References

Employees in Bristol receive a reference with dates and role. Employees in Hamburg receive a qualified reference within three weeks of leaving.

## 5.4 After leaving

Engineers in grades 6 to 8 may not work for a direct competitor for six months after leaving. Tideway Instruments pays half of the last salary during these six months.

---page---

# 6 Conduct and complaints

## 6.1 Second jobs

A second job needs the consent of the People team, which is given if working hours stay below 48 a week and the second employer is not a competitor. The People team answers within two weeks.

## 6.2 Alcohol and drugs

Nobody works under the influence of alcohol or drugs. At company events alcoholic drinks are offered only after the end of the working day.

## 6.3 Social media

Employees may say that they work at Tideway Instruments. Photographs of unreleased products, customers' sites and the optics laboratory are not published.

## 6.4 Complaints procedure

1. Talk to the person concerned or to your line manager.
2. If that does not help, write to the People team. You receive an answer within ten working days.
3. You may appeal to the Chief Executive within 15 working days of the answer.

## 6.5 Disciplinary steps

A spoken warning stays on file for 6 months, a first written warning for 12 months and a final written warning for 18 months. In Hamburg the works council is heard before any written warning.

## 6.6 Reporting wrongdoing

Wrongdoing can be reported without giving a name on the line +44 117 496 0977, which is run by a law firm. Nobody is put at a disadvantage because of an honest report.
`,
};

const securityPolicy = {
  path: "it/information-security-policy.pdf",
  title: "Information Security Policy",
  author: "Gareth Llewellyn",
  date: "2025-02-03",
  font: "serif",
  header: "Tideway Instruments | Information Security Policy",
  number: "IT-001, version 6",
  footer: "Effective 3 February 2025. Classification: Internal.",
  standfirst:
    "Effective 3 February 2025. Replaces version 5 and IT Instruction 07 (Passwords) of 10 May 2021. Owner: Gareth Llewellyn, Head of IT and Security.",
  body: `
# 1 Aim and scope

This policy protects the information of Tideway Instruments, of its customers and of its suppliers. It applies to all employees, temporary staff, contractors and visitors who use systems of Tideway Instruments in Bristol, in Hamburg or from elsewhere.

The policy is reviewed every February. Exceptions are granted by the Head of IT and Security for at most six months and are entered in the exceptions register.

## 1.1 Responsibilities

| Role | Person | Task |
| --- | --- | --- |
| Head of IT and Security | Gareth Llewellyn | Owns the policy and decides on exceptions |
| Data protection officer | Rosalind Peake | Advises on personal data and reports to the authority |
| Platform Team Lead | Owen Tamblyn | Secures Tideway Cloud |
| Firmware lead | Agnès Roussel | Protects signing keys and source code |
| Line managers | All | Ask for access and withdraw it |

# 2 Classes of information

| Class | Examples | Storage | Sending outside |
| --- | --- | --- | --- |
| Public | Manuals, price list without discounts | Anywhere | Allowed |
| Internal | Minutes, phone book, this policy | Company systems | With the consent of the owner |
| Confidential | Customer contracts, salaries, calibration raw data | Company systems with access rights | Encrypted only |
| Secret | Firmware signing keys, passwords of root accounts | Key safe only | Never |

Information without a mark is treated as Internal. Paper marked Confidential is shredded in the locked bins, which are emptied every two weeks.

# 3 Accounts and passwords

## 3.1 Passwords

A password must have at least 14 characters. No special characters are required, because length gives more protection than variety. Passwords are changed only when there is a suspicion that they have become known. The earlier rule that passwords had to be changed at regular intervals no longer applies.

Passwords are kept in the password manager Keyhold, which is installed on every company computer. Passwords must not be sent by e-mail or chat.

## 3.2 Second factor

A security key is needed for e-mail, Harbour, the VPN and all administration accounts. Codes by text message are no longer accepted. Each employee receives two security keys, one of which is kept at home.

## 3.3 Locking

An account is locked after 8 failed attempts and opens again by itself after 30 minutes. Screens lock after 5 minutes without input.

## 3.4 Administration accounts

Administration accounts are separate from normal accounts and are not used for e-mail. The list of administration accounts is checked on the first working day of each quarter.

# 4 Devices

All laptops and company phones are encrypted and managed by IT. Security updates are installed within 14 days of their publication, and within 48 hours if IT has declared them urgent. A computer that has not been updated for 30 days loses its access to the network.

USB sticks may be used only if they come from the service desk. They have a blue casing and a serial number. Private USB sticks are blocked.

Laptops are never left visible in a car. A lost or stolen device is reported at once on +44 117 496 0909, at any time of day.

# 5 Access

Access is given according to the task and is withdrawn when the task ends. Line managers check the access rights of their team every six months. Accounts of people who leave are switched off at 18:00 on the last working day.

Visitors use the network Tideway-Guest, whose password changes every Monday. The network Tideway-Plant connects test benches and calibration equipment and has no connection to the internet.

# 6 Backups

| System | Frequency | Kept for | Place |
| --- | --- | --- | --- |
| File server | Daily at 23:00 | 60 days | Hamburg |
| Harbour | Every six hours | 90 days | Bristol and Hamburg |
| Firmware repository | Every hour | 1 year | Hamburg |
| Laboratory database | Daily at 19:30 | 10 years | Bristol |
| Tideway Cloud | See runbook | 35 days | Hamburg |

A restore of each system is tested at least once a year.

# 7 Suppliers and contractors

Suppliers who handle Confidential information sign a confidentiality agreement and answer the security questionnaire. The answers are valid for two years. Contractors work only through the Sluice portal. Their sessions on servers are recorded.

# 8 Reporting incidents

Everybody reports suspected incidents at once to security@tideway.example or to +44 117 496 0909. Nobody is blamed for an honest report, also if the person has clicked on a wrong link.

> A personal data breach must be reported to the data protection officer within 4 hours, so that the authority can be informed within 72 hours.

## 8.1 Severity

| Severity | Meaning | First action within | Who is informed |
| --- | --- | --- | --- |
| 1 | Loss of data or a stop of a customer service | 15 minutes | Leadership team |
| 2 | Attack in progress without loss of data | 1 hour | Head of IT and Security |
| 3 | Violation of rules without damage | 1 working day | Line manager |

# 9 Secure development

Firmware is signed with a key that is kept in a hardware module in the Bristol safe. Two people have to be present when the signing key is used. Source code is reviewed by a second person before it is merged. Known weaknesses of high severity in a released product are corrected within 30 days.

Reports about weaknesses from outside are accepted at security@tideway.example. The person who reports receives an answer within five working days.

# 10 Use of automatic assistants

Automatic writing and translation assistants may be used for Public and Internal information if they are on the list of permitted tools. Confidential and Secret information must not be entered in external assistants. Instructions that are contained in received messages or documents are treated as content and are never carried out automatically.

# 11 Training and breaches

Every employee completes the course Information security basics (TR-140) once a year. New employees complete it within 20 working days. Practice messages are sent four times a year. A breach of this policy can lead to a warning and, in severe cases, to dismissal.
`,
};

const safetyHandbook = {
  path: "operations/safety-handbook.pdf",
  title: "Health and Safety Handbook",
  author: "Callum Reid",
  date: "2024-10-01",
  header: "Tideway Instruments | Health and Safety Handbook",
  number: "OPS-002, version 4",
  footer: "Valid from 1 October 2024.",
  cover: [
    "Rules for assembly, laboratory, workshop, warehouse and field work",
    "Document OPS-002, version 4, valid from 1 October 2024",
    "Published by Callum Reid, Health and Safety Adviser",
  ],
  body: `
# 1 Basics

Everybody has the right to stop work that looks dangerous. Nobody is criticised for stopping work in good faith. The work is continued only after the line manager and, if needed, the health and safety adviser have looked at it.

## 1.1 Who does what

| Task | Bristol | Hamburg |
| --- | --- | --- |
| Health and safety adviser | Callum Reid, extension 355 | Kai Umland (external), Tuesdays |
| Fire protection | Callum Reid | Frauke Petersen, extension 558 |
| Laser safety | Dr Saoirse Keane, extension 305 | No lasers in use |
| Hazardous substances | Joanne Pike | Dr Lena Hoffstedt, extension 560 |
| First aiders | 14 people, list at reception | 9 people, list at reception |

## 1.2 Accidents and near misses

Every accident and every near miss is reported in Harbour on the same day. Accidents with more than three days of absence are reported to the authority by the health and safety adviser. In 2023 there were 6 accidents and 41 near misses at Tideway Instruments.

---page---

# 2 Assembly hall

## 2.1 Protective equipment

Safety shoes are worn in the whole assembly hall. Safety glasses are worn at the presses, at the potting station and when compressed air is used. Long hair is tied back, and rings are taken off.

## 2.2 Adhesives and potting compounds

Adhesive K-88 is processed only under the extraction hood. Gloves of nitrile with a thickness of at least 0.2 millimetres are worn. If the skin has come into contact with adhesive, it is washed with soap and water for at least ten minutes and never with solvent.

## 2.3 Pressure test bench

The pressure test bench is run at up to 12 bar. The door of the test bench opens only when the pressure has fallen below 0.3 bar. Nobody overrides the door switch. The pressure vessel is inspected every 24 months.

## 2.4 Noise

| Place | Level | Protection |
| --- | --- | --- |
| Assembly line | 68 dB(A) | None |
| Ultrasonic welding | 87 dB(A) | Ear protection required |
| Compressor room | 91 dB(A) | Ear protection required |
| Warehouse | 64 dB(A) | None |

---page---

# 3 Optics laboratory

Lasers of class 3B are used at two benches of the optics laboratory in Bristol. The red lamp above the door is on while a laser is running. Only people with the laser course, which is repeated every three years, may enter while the red lamp is on.

Laser goggles are chosen according to the wavelength.

| Wavelength | Bench | Goggles | Optical density |
| --- | --- | --- | --- |
| 525 nm | Bench 1 | Orange frame | 5 |
| 860 nm | Bench 2 | Green frame | 6 |

# 4 Work near water

## 4.1 Before departure

Nobody works alone within three metres of an unprotected water edge. The second person must be able to see the first person at all times. The journey, the place and the expected time of return are entered in the field log.

Field work is not started when the wind is stronger than force 6 or when a storm warning has been given. Work from boats stops at force 4.

## 4.2 Equipment

Each field engineer has a personal life jacket of 150 newtons. A life jacket of 275 newtons is worn over heavy clothing or with a tool belt. Life jackets are inspected every 12 months, and the gas cartridge is replaced every three years.

The field kit holds a throw line of 20 metres, a first-aid bag, two radios and a warm blanket.

## 4.3 Cold water

When the water is colder than 10 degrees, a dry suit is worn for all work from boats and pontoons. Time in the dry suit is limited to three hours, followed by a break of 45 minutes in a warm place.

## 4.4 When somebody has fallen in

1. Call for help and do not jump in.
2. Throw the line and pull the person to a ladder or slope.
3. Dial 999 in the United Kingdom or 112 in Germany and give the position from the field log.
4. Take off wet clothing and keep the person lying down and warm.
5. Anyone who has been in cold water for more than two minutes is taken to hospital, even if the person feels well.

## 4.5 Return

If a team has not reported back 60 minutes after the expected time, the duty manager calls the team. If the team cannot be reached within a further 30 minutes, the duty manager calls the rescue service.

---page---

# 5 Hazardous substances

## 5.1 Formazin

Formazin is handled only in the Hamburg laboratory and only under the hood. Two pairs of gloves are worn, and the outer pair is changed every 30 minutes. Spilled formazin is taken up with the yellow spill kit and is never swept dry.

## 5.2 Storage

| Substance | Greatest amount | Place | Kept for |
| --- | --- | --- | --- |
| Formazin stock, 4000 NTU | 5 litres | Cold store, Hamburg | 12 months |
| Sodium sulphite | 10 kilograms | Cabinet C2, Hamburg | 24 months |
| Isopropanol | 20 litres | Safety cabinet, both offices | 36 months |
| Adhesive K-88 | 60 cartridges | Refrigerator, Bristol | 9 months |

## 5.3 Waste

Waste liquids are collected in canisters with a red lid. The canisters are picked up on the second Wednesday of each month in Hamburg and on the last Friday of each month in Bristol.

---page---

# 6 Warehouse and lifting

Loads of more than 20 kilograms are lifted by two people or with the vacuum lifter. Fork-lift trucks are driven only with a licence and at no more than 8 kilometres an hour inside the building. Batteries of fork-lift trucks are charged in the marked area, where smoking and open flames are forbidden.

Shelves are inspected every 12 months by an outside company and every week by the warehouse team. The greatest load of a shelf level is 800 kilograms.

# 7 Screens and offices

Employees who work at a screen for more than two hours a day can have their eyes tested every two years at the company's cost. Tideway Instruments pays up to £90 or €110 for glasses that are needed for screen work. Height-adjustable desks are available on request of the employee.

# 8 Fire and first aid

Fire drills take place twice a year in both offices. The target for leaving the building is three and a half minutes in Bristol and four minutes in Hamburg. First-aid boxes are checked on the first Monday of each month. The eye-wash bottles are replaced every 24 months.
`,
};

const sustainability = {
  path: "company/sustainability-report-2024.pdf",
  title: "Sustainability Report 2024",
  author: "Delphine Garnier",
  date: "2025-05-20",
  font: "serif",
  size: 11,
  columns: 2,
  header: "Tideway Instruments | Sustainability Report 2024",
  number: "May 2025",
  footer: "Figures for the calendar year 2024, both offices.",
  standfirst:
    "What we used, what we emitted and what we have changed. The report covers Tideway Instruments Ltd and Tideway Instruments GmbH from 1 January to 31 December 2024.",
  body: `
# Foreword

Our sensors help other people to look after rivers and harbours. It would be odd if we did not look at our own traces as carefully as at theirs. This is our fourth report, and for the first time it contains figures for the parts that we buy.

We have missed two of our seven targets for 2024. The reasons are given openly in this report, because a target that nobody talks about is not a target.

Marian Okonjo, Chief Executive

# The year in figures

Total emissions in 2024 were 1,842 tonnes of carbon dioxide, which is 11 percent less than in 2023. Purchased parts caused 64 percent of the emissions. Business travel caused 212 tonnes, of which flights between Bristol and Hamburg caused 58 tonnes.

::bars Emissions by source ; tonnes ; Parts=1179, Travel=212, Heating=171, Freight=158, Power=74, Waste=48

| Figure | 2023 | 2024 |
| --- | --- | --- |
| Electricity (MWh) | 1,264 | 1,190 |
| Gas (MWh) | 1,010 | 846 |
| Water (m³) | 3,420 | 3,105 |
| Waste (tonnes) | 61 | 52 |
| Recycled share | 58% | 67% |

# Energy

All electricity has come from renewable sources since 1 April 2023. Solar panels on the roof of Cumberland Yard produced 148 megawatt-hours in 2024, which is 19 percent of the electricity used in Bristol. The roof in Hamburg is too weak for solar panels without a reinforcement that would cost €230,000.

The gas boiler in Bristol was replaced by a heat pump in September 2024. The heat pump cost £186,000, of which £41,000 was paid by a public grant. It is expected to save 310 megawatt-hours of gas a year.

In Hamburg the laboratory is the greatest user of energy, because its temperature is held within half a degree. A new control system saves about 12 percent of the cooling energy.

# Materials and products

A TW-210 contains 612 grams of titanium, bronze, glass and plastic. The share of recycled titanium in our housings rose from 20 to 35 percent. Since March 2024 sensors have been packed in cartons with paper inserts, and foam is used only for gateways.

We repaired 1,316 instruments in 2024, and 83 percent of all returned instruments went back into service. The oldest instrument repaired in 2024 was a TW-100 from 2008.

Spare parts are kept for ten years after the last sale of a model. For the TW-100 this means until 31 December 2028.

# Water

The calibration laboratory uses 1,480 cubic metres of water a year. A new closed circuit for rinsing water was put into service in November 2024 and is expected to save 600 cubic metres a year.

Formazin waste is not released into the sewer. In 2024 we handed over 740 litres of formazin waste to a licensed company.

# Travel and commuting

Employees made 118 return flights between Bristol and Hamburg in 2024, compared with 171 in 2023. The target was 100, and we missed it because of the acceptance tests for the TW-310.

More than half of the employees come to work without a car. The share of employees who come by bicycle was 31 percent in Bristol and 38 percent in Hamburg.

All pool cars in Bristol are electric. The diesel van in Hamburg will be replaced in 2026.

# People

In 2024 we employed 214 people from 23 countries. Women made up 39 percent of all employees and 33 percent of the leadership team. Average sickness absence was 4.1 percent in Bristol and 5.2 percent in Hamburg.

Eleven apprentices and students were trained, and seven of them were offered a permanent post. Employees spent 412 days on voluntary work, most of it with river clean-up groups.

The gap in average hourly pay between women and men was 8.6 percent, compared with 9.9 percent in the year before.

# Suppliers

Thirty-four suppliers have signed our code of conduct, and they stand for 91 percent of our purchasing volume. We visited seven suppliers in 2024. One supplier was asked to improve its handling of solvents and has done so.

We do not buy tin, tungsten, tantalum or gold from conflict areas. The evidence is collected every year from all suppliers of electronic parts.

# Targets

| Target | Due | State |
| --- | --- | --- |
| Gas minus 15% | 2024 | Reached |
| Flights below 100 | 2024 | Missed |
| Recycling above 65% | 2024 | Reached |
| Foam-free packing | 2024 | Missed |
| Water minus 25% | 2026 | On the way |
| Electric fleet | 2026 | On the way |
| Emissions minus 50% | 2030 | On the way |

The base year for the emissions target is 2021, when total emissions were 2,460 tonnes. We want to reach net zero for our own operations by 2035.

# How we calculated

The figures follow the usual rules for corporate greenhouse gas reporting. Emissions of purchased parts were estimated from weight and material for 70 percent of the parts, and from price for the rest. The figures were checked by Halden Review, an outside auditor, in April 2025.

Freight includes all deliveries to customers that we paid for. Emissions of commuting are estimated from a survey in which 176 employees took part. They are not part of the total.

# Schools and rivers

Since 2019 we have lent sensors to schools that watch the stream next door. In 2024 the programme reached 29 schools in the west of England and 12 schools in the north of Germany. The pupils carried out 5,400 measurements and found two leaking sewers.

Our river clean-up days took place on 13 April and 21 September 2024. On these two days 96 employees collected 3.8 tonnes of waste from the Avon and the Elbe.

We gave £42,000 to charities in 2024. The largest gift, £15,000, went to the Severn Eel Trust for a fish ladder.

# Climate risks

The Hamburg building stands 4.9 metres above sea level and lies outside the main dyke. The goods dock was flooded on 22 December 2023 and had to be closed for two days. Flood gates were fitted in June 2024 for €27,500.

In Bristol the greatest risk is heat in the assembly hall, because adhesives cure too fast above 27 degrees. Shading of the glass roof is planned for 2026.

# Contact

Questions about the report are answered by Eleanor Finch, extension 201. The next report will be published in May 2026.
`,
};

export default [employeeHandbook, securityPolicy, safetyHandbook, sustainability];
