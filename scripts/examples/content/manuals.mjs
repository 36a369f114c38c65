// The three sensor manuals share their structure on purpose: the same
// question has a different answer in each of them.

const tw200 = {
  path: "products/tw-200-manual.pdf",
  title: "TW-200 Turbidity Sensor: Operating Manual",
  author: "Félix Moreau",
  date: "2024-03-11",
  header: "Tideway Instruments | TW-200 Operating Manual",
  number: "M-200-EN, edition 5",
  footer: "Applies to serial numbers from 20-10000.",
  cover: [
    "Turbidity in clean and moderately turbid water",
    "Manual M-200-EN, edition 5, March 2024",
    "Applies to firmware 3.1 and later",
  ],
  body: `
# 1 Description

The TW-200 measures turbidity by scattered infrared light at an angle of 90 degrees. It is made for drinking water, clean rivers, lakes and process water. The sensor has no wiper and no moving parts.

## 1.1 Scope of delivery

- TW-200 sensor with protective cap
- mounting clamp for pipes of 40 millimetres
- calibration certificate
- this manual in short form

The cable is ordered separately.

## 1.2 Safety

> Do not look into the light window while the sensor is switched on. The infrared light is invisible.

The TW-200 must not be used in areas with explosive gases. The sensor must not be opened; opening it ends the warranty.

# 2 Technical data

| Property | TW-200 |
| --- | --- |
| Measuring range | 0 to 1,000 NTU |
| Accuracy | 3 percent of the reading or 0.5 NTU, whichever is greater |
| Resolution | 0.1 NTU |
| Light source | 860 nm |
| Supply voltage | 9 to 24 V DC |
| Current while measuring | 28 mA |
| Current in standby | 1.2 mA |
| Greatest depth of immersion | 20 m |
| Operating temperature of TW-200 | 0 to 45 °C |
| Housing | Stainless steel 316L |
| Diameter and length | 42 mm by 168 mm |
| Weight without cable | 0.48 kg |
| Protection class | IP68 |

The TW-200 needs 15 seconds after switching on before readings are valid.

# 3 Installation

## 3.1 Position

Choose a place where the water flows past the window evenly. Keep at least 20 centimetres between the window and any wall. Mount the sensor with the window facing sideways, never upwards.

## 3.2 Electrical connection

| Wire | Colour | Function |
| --- | --- | --- |
| 1 | Red | Supply plus |
| 2 | Black | Supply minus |
| 3 | Green | RS-485 A |
| 4 | White | RS-485 B |
| 5 | Grey | Shield |

The longest permitted cable for the TW-200 is 50 metres. Tighten the cable gland by hand and then with a torque of 2.5 newton metres.

## 3.3 Modbus settings

The TW-200 leaves the factory with Modbus address 1, 19,200 baud, even parity. Turbidity is read from register 100 as a floating-point number.

| Register | Content | Type |
| --- | --- | --- |
| 10 to 13 | Serial number | Text |
| 40 | Modbus address | Integer |
| 100 | Turbidity in NTU | Float |
| 102 | Signal quality in percent | Float |
| 110 | Hours of operation | Long |

---page---

# 4 Maintenance and calibration

## 4.1 Cleaning

Clean the window of the TW-200 every two weeks in rivers and every three months in drinking water. Use a soft cloth and lukewarm water with a little washing-up liquid. Do not use solvents, steel wool or a pressure washer.

## 4.2 Calibration

The TW-200 must be calibrated every 12 months. The calibration is done with liquids of 0, 20, 200 and 800 NTU. The calibration constants are stored in the sensor.

## 4.3 Two-point check on site

1. Clean and dry the sensor.
2. Immerse the window in particle-free water and wait for one minute.
3. The reading must lie below 0.5 NTU.
4. Immerse the window in check liquid of 20 NTU and wait for one minute.
5. The reading must lie between 19 and 21 NTU.

If a check fails twice, send the sensor to the laboratory.

## 4.4 Spare parts

| Part | Order number | Life |
| --- | --- | --- |
| Protective cap | SP-200-01 | Unlimited |
| Seal set | SP-200-04 | 24 months |
| Mounting clamp 40 mm | SP-200-07 | Unlimited |

---page---

# 5 Troubleshooting and disposal

| Sign | Likely cause | Remedy |
| --- | --- | --- |
| Reading is always 0 | Cap still in place | Take off the cap |
| Reading is always 1,000 | Window is covered | Clean the window |
| No answer on the bus | Wires A and B exchanged | Exchange wires A and B |
| Error code E3 | Supply below 8.5 V | Check the supply and the length of the cable |
| Error code E7 | Water in the housing | Switch off and return the sensor |

## 5.1 Storage

Store the TW-200 dry and with its cap at minus 10 to plus 50 °C. A sensor that has been stored for more than 18 months must be calibrated before use.

## 5.2 Disposal

Old sensors are taken back free of charge. Send them to the Hamburg workshop and mark the parcel with the word Recycling.
`,
};

const tw210 = {
  path: "products/tw-210-manual.pdf",
  title: "TW-210 Turbidity and Solids Sensor: Operating Manual",
  author: "Félix Moreau",
  date: "2024-11-04",
  header: "Tideway Instruments | TW-210 Operating Manual",
  number: "M-210-EN, edition 3",
  footer: "Applies to serial numbers from 21-04000.",
  cover: [
    "Turbidity and suspended solids, with mechanical wiper",
    "Manual M-210-EN, edition 3, November 2024",
    "Applies to firmware 2.0 and later",
  ],
  body: `
# 1 Description

The TW-210 measures turbidity and suspended solids with two infrared light paths at 90 and 135 degrees. A mechanical wiper keeps the window clean. It is made for estuaries, waste water, dredging and all places where growth is heavy.

## 1.1 Scope of delivery

- TW-210 sensor with wiper and parking cap
- spare wiper blade
- calibration certificate for turbidity
- hexagon key of 2 millimetres

## 1.2 Safety

> Keep fingers away from the wiper while the sensor is connected. The wiper can start without warning.

The TW-210 must not be used in areas with explosive gases. Only the wiper cover may be opened by the user.

# 2 Technical data

| Property | TW-210 |
| --- | --- |
| Measuring range, turbidity | 0 to 4,000 NTU |
| Measuring range, suspended solids | 0 to 30 g/l |
| Accuracy | 2 percent of the reading or 0.3 NTU, whichever is greater |
| Resolution | 0.01 NTU below 100 NTU |
| Supply voltage | 9 to 30 V DC |
| Current while measuring | 41 mA |
| Current while wiping | 180 mA |
| Current in standby | 0.9 mA |
| Greatest depth of immersion | 40 m |
| Operating temperature of TW-210 | -2 to 50 °C |
| Housing | Titanium with bronze wiper cover |
| Diameter and length | 48 mm by 212 mm |
| Protection class | IP68 |

The TW-210 needs 8 seconds after switching on before readings are valid.

# 3 Installation

## 3.1 Position

Mount the sensor with the wiper facing downstream, so that weeds do not wind around the wiper arm. Keep at least 30 centimetres between the window and any wall. In tidal water the sensor must stay at least 50 centimetres below the lowest level.

## 3.2 Electrical connection

The TW-210 uses a plug with eight pins. The longest permitted cable for the TW-210 is 100 metres. Use a supply that can deliver at least 250 mA for each sensor, because the wiper draws a short peak of current.

## 3.3 Modbus settings

The TW-210 leaves the factory with Modbus address 21, 38,400 baud, no parity.

| Register | Content | Type |
| --- | --- | --- |
| 10 to 13 | Serial number | Text |
| 40 | Modbus address | Integer |
| 60 | Wiper interval in minutes | Integer |
| 62 | Wiper counter | Long |
| 100 | Turbidity in NTU | Float |
| 104 | Suspended solids in g/l | Float |

---page---

# 4 Wiper

## 4.1 Setting the interval

The wiper interval of the TW-210 is set to 60 minutes in the factory and can be set from 5 to 1,440 minutes. In estuaries an interval of 15 minutes has proved useful. Each additional wipe shortens the life of the blade and of the battery.

## 4.2 Life of the wiper

Replace the wiper blade after 20,000 cycles or after 12 months, whichever comes first. Replace the wiper motor after 150,000 cycles. The wiper counter is reset by writing 0 to register 62.

## 4.3 Changing the blade

1. Switch off the sensor and wait for ten seconds.
2. Loosen the screw of the wiper arm with the hexagon key of 2 millimetres.
3. Pull off the arm and slide the old blade out to the side.
4. Slide in the new blade with the lip towards the window.
5. Press on the arm and tighten the screw with 0.4 newton metres.
6. Switch on the sensor and start a test wipe by writing 1 to register 61.

---page---

# 5 Maintenance and calibration

## 5.1 Cleaning

Inspect the TW-210 every four weeks and remove weeds and mussels with a plastic scraper. The wiper does not clean the housing. Bronze parts turn green in salt water, which does no harm.

## 5.2 Calibration

The turbidity channel of the TW-210 must be calibrated every 9 months. The suspended-solids channel must be adjusted on site with at least three water samples, because particles differ from place to place.

## 5.3 Two-point check on site

1. Start a test wipe and dry the window.
2. Immerse the window in particle-free water; the reading must lie below 0.3 NTU.
3. Immerse the window in check liquid of 100 NTU; the reading must lie between 97 and 103 NTU.

## 5.4 Spare parts

| Part | Order number | Life |
| --- | --- | --- |
| Wiper blade, pack of 5 | SP-210-02 | 20,000 cycles |
| Wiper motor | SP-210-05 | 150,000 cycles |
| Seal set | SP-210-04 | 18 months |
| Parking cap | SP-210-01 | Unlimited |

---page---

# 6 Troubleshooting and disposal

| Sign | Likely cause | Remedy |
| --- | --- | --- |
| Wiper stops on the window | Weeds or worn motor | Clean, then replace the motor |
| Reading rises after each wipe | Blade is worn | Replace the blade |
| Error code E3 | Supply below 8.7 V | Use a thicker cable or a higher voltage |
| Error code E9 | Wiper current above 400 mA | Free the wiper by hand with the supply off |
| Error code E12 | Memory fault | Return the sensor |

## 6.1 Storage

Store the TW-210 with the parking cap at minus 20 to plus 55 °C. Let the wiper run once every six months during storage.

## 6.2 Disposal

Old sensors are taken back free of charge by the Hamburg workshop. Titanium parts are melted down and used again.
`,
};

const tw310 = {
  path: "products/tw-310-manual.pdf",
  title: "TW-310 Optical Oxygen Sensor: Operating Manual",
  author: "Félix Moreau",
  date: "2025-09-01",
  header: "Tideway Instruments | TW-310 Operating Manual",
  number: "M-310-EN, edition 1",
  footer: "Applies to serial numbers from 31-00100.",
  cover: [
    "Dissolved oxygen and temperature by optical quenching",
    "Manual M-310-EN, edition 1, September 2025",
    "Applies to firmware 1.0 and later",
  ],
  body: `
# 1 Description

The TW-310 measures dissolved oxygen by the quenching of a light-sensitive dye, and temperature with a platinum resistor. It uses no membrane and no electrolyte and does not consume oxygen. It is made for fish farms, rivers, aeration tanks and harbours.

## 1.1 Scope of delivery

- TW-310 sensor with oxygen cap OC-3
- moist storage cap
- calibration certificate
- tool for changing the oxygen cap

## 1.2 Safety

> Never let the oxygen cap dry out or lie in direct sunlight. The dye fades within two hours of sunlight.

The TW-310 must not be used in organic solvents or in chlorinated water above 5 mg/l.

# 2 Technical data

| Property | TW-310 |
| --- | --- |
| Measuring range, oxygen | 0 to 25 mg/l |
| Measuring range, temperature | -5 to 45 °C |
| Accuracy, oxygen | 0.1 mg/l below 8 mg/l, 0.2 mg/l above |
| Accuracy, temperature | 0.05 °C |
| Response time (90 percent) | 22 seconds |
| Light source | 525 nm |
| Supply voltage | 12 to 30 V DC |
| Current while measuring | 35 mA |
| Current in standby | 0.6 mA |
| Greatest depth of immersion | 60 m |
| Housing | Titanium |
| Diameter and length | 40 mm by 185 mm |
| Weight without cable | 0.39 kg |
| Protection class | IP68 |

The TW-310 needs 30 seconds after switching on before readings are valid.

# 3 Installation

## 3.1 Position

Mount the TW-310 at an angle of 45 degrees with the cap pointing down, so that no air bubbles collect below the cap. In aeration tanks keep a distance of at least one metre from the nearest diffuser. The water must flow past the cap with at least 2 centimetres a second.

## 3.2 Electrical connection

The TW-310 uses a plug with eight pins. The longest permitted cable for the TW-310 is 200 metres. The supply must deliver at least 80 mA for each sensor.

## 3.3 Modbus settings

The TW-310 leaves the factory with Modbus address 31, 38,400 baud, no parity.

| Register | Content | Type |
| --- | --- | --- |
| 10 to 13 | Serial number | Text |
| 40 | Modbus address | Integer |
| 70 | Salinity in g/kg, set by the user | Float |
| 72 | Air pressure in hPa, set by the user | Float |
| 120 | Oxygen in mg/l | Float |
| 122 | Oxygen saturation in percent | Float |
| 124 | Temperature in °C | Float |
| 130 | Remaining life of the cap in percent | Float |

---page---

# 4 Operation

## 4.1 Salinity and air pressure

Salt lowers the amount of oxygen that water can hold. Set the salinity in register 70 before using the TW-310 in brackish or salt water. A wrong salinity of 10 g/kg causes an error of about 6 percent.

Set the mean air pressure of the place in register 72 if it lies more than 200 metres above the sea.

## 4.2 Oxygen cap OC-3

The oxygen cap OC-3 must be replaced after 24 months in the water or when register 130 shows less than 10 percent. Each cap carries a chip with its factory constants, which the sensor reads by itself. Caps can be stored for 36 months in the closed bag.

## 4.3 Changing the cap

1. Switch off the sensor and dry it.
2. Unscrew the old cap with the tool supplied.
3. Check the seal ring and grease it lightly with silicone.
4. Screw on the new cap until the mark lines up.
5. Switch on the sensor and wait for 20 minutes in water before the first calibration.

---page---

# 5 Maintenance and calibration

## 5.1 Cleaning

Clean the cap of the TW-310 every four weeks with a soft sponge and clear water. Alcohol destroys the dye. Mussels are removed with a wooden stick after the cap has been taken off.

## 5.2 Calibration

The TW-310 must be calibrated every 6 months in waste water and every 18 months in all other waters. One point is taken in water-saturated air and one in a fresh solution of sodium sulphite.

| Step | Medium | Waiting time | Expected reading |
| --- | --- | --- | --- |
| Upper point | Water-saturated air | 10 minutes | 99 to 101 percent |
| Zero point | Sodium sulphite, 20 g/l | 15 minutes | Less than 0.1 mg/l |
| Check | Tap water, aerated for one hour | 10 minutes | 98 to 102 percent |

## 5.3 Spare parts

| Part | Order number | Life |
| --- | --- | --- |
| Oxygen cap OC-3 | SP-310-03 | 24 months |
| Moist storage cap | SP-310-01 | Unlimited |
| Seal set | SP-310-04 | 24 months |
| Cap tool | SP-310-09 | Unlimited |

---page---

# 6 Troubleshooting and disposal

| Sign | Likely cause | Remedy |
| --- | --- | --- |
| Reading too low everywhere | Salinity set wrongly | Correct register 70 |
| Reading wanders at night | Growth on the cap | Clean the cap |
| Error code E3 | Supply below 11.4 V | Check the supply |
| Error code E21 | Chip of the cap not found | Screw the cap on fully |
| Error code E24 | Dye is used up | Replace the cap |

## 6.1 Storage

Store the TW-310 with the moist storage cap and ten drops of tap water at 1 to 40 °C. Frost destroys the cap.

## 6.2 Disposal

Old sensors and caps are taken back free of charge by the Hamburg workshop.
`,
};

export default [tw200, tw210, tw310];
