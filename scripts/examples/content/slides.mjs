const allHands = {
  path: "company/all-hands-2025-q3.pptx",
  title: "All-hands meeting, third quarter 2025",
  author: "Marian Okonjo",
  date: "2025-10-09",
  footer: "Tideway Instruments | All-hands meeting, 9 October 2025",
  slides: [
    {
      title: "All-hands meeting, third quarter 2025",
      cover: "9 October 2025, Bristol canteen and room Elbe in Hamburg",
      notes:
        "Welcome everybody. The recording will be in Harbour from Monday. Questions can be sent to Eleanor Finch until Friday evening and will be answered in writing.",
    },
    {
      title: "Where we stand",
      bullets: [
        "Turnover from January to September was £24.6 million.",
        "Orders in hand on 30 September were worth £9.8 million.",
        "We delivered 14,730 sensors in the first nine months.",
        "The late shift in Bristol has raised output to 598 sensors a week.",
      ],
      notes:
        "We are £0.9 million behind the budget, almost entirely because of the later launch of the TW-310. Helen expects to end the year at £33.5 million. The company bonus is therefore likely to be at 85 percent of the target.",
    },
    {
      title: "Launch of the TW-310",
      bullets: [
        "The TW-310 was launched on 15 September 2025 as planned in March.",
        "All 14 customers with advance orders have received their sensors.",
        "The new adhesive has passed 1,000 hours at 6 bar.",
      ],
      notes:
        "In the first three weeks we received orders for 326 TW-310 sensors. The largest order, 120 sensors, came from a fish farm in Norway. Thank you to Saoirse and the optics team, who gave up two weekends.",
    },
    {
      title: "Customers and quality",
      table: [
        ["Measure", "Target", "Third quarter", "Second quarter"],
        ["Deliveries on time", "95%", "93%", "89%"],
        ["Average repair time", "9 working days", "9.6 working days", "10.4 working days"],
        ["Complaints per 1,000 sensors", "4.0", "3.7", "4.4"],
        ["Calls answered within one minute", "85%", "88%", "81%"],
        ["Availability of Tideway Cloud", "99.7%", "99.94%", "99.91%"],
      ],
      notes:
        "Deliveries on time are still below the target because of lens L-17. The second source, a company in Jena, passed the approval tests on 26 September, and the first 500 lenses will arrive in November.",
    },
    {
      title: "People",
      bullets: [
        "We are now 227 people: 146 in Bristol and 81 in Hamburg.",
        "Nine assemblers joined us for the late shift.",
        "Félix Moreau has been product manager for sensors since 1 August.",
      ],
      notes:
        "The staff survey had a response rate of 82 percent. The best result was for help among colleagues, the worst for the number of meetings. From January there will be no internal meetings on Friday afternoons.",
    },
    {
      title: "Hamburg premises",
      bullets: [
        "The leadership team decided on 16 September to stay at Sondenkai 12.",
        "The lease is extended by five years to 30 June 2032.",
        "The first floor will be refitted in spring 2027.",
      ],
      notes:
        "The landlord came down from 19.80 to 18.10 euro per square metre. During the refit the laboratory will work from containers in the courtyard for about six weeks.",
    },
    {
      title: "What comes next",
      bullets: [
        "Stock-taking takes place in the second week of January 2026.",
        "The pay review takes effect on 1 April 2026 as usual.",
        "A new version of Tideway Cloud with maps is planned for May 2026.",
      ],
      notes:
        "Please do not promise the maps to customers yet. The beta test begins on 2 February 2026 with eight customers, chosen by Nadia.",
    },
    {
      title: "Questions from the floor",
      bullets: [
        "Will the canteen stay open for the late shift?",
        "When will the bicycle stands be enlarged?",
        "Can the fourth day at home be allowed in winter?",
      ],
      notes:
        "Answers: a cold counter is open for the late shift until 20:00 from November. Twenty more bicycle stands will be built in Bristol in March. The number of days at home stays at three.",
    },
  ],
};

const productTraining = {
  path: "products/sales-training-2025.pptx",
  title: "Product training for sales",
  author: "Félix Moreau",
  date: "2025-09-05",
  footer: "Tideway Instruments | Product training for sales, September 2025",
  slides: [
    {
      title: "Product training for sales",
      cover: "Autumn 2025: choosing between TW-200, TW-210 and TW-310",
      notes: "The training takes 90 minutes. Put a sensor of each family on the table before you begin.",
    },
    {
      title: "Ask the customer first",
      bullets: [
        "What do you want to know, and who will read the figures?",
        "How dirty is the water, and how often can somebody clean the sensor?",
        "Is there mains power, or does the system run on a battery?",
        "How far is the sensor from the gateway?",
      ],
      notes:
        "In our experience three out of four wrong orders come from a wrong guess about fouling. If the customer cannot clean more often than once a month, offer the TW-210.",
    },
    {
      title: "The range at a glance",
      table: [
        ["Property", "TW-200", "TW-210", "TW-310"],
        ["Measures", "Turbidity", "Turbidity and solids", "Oxygen and temperature"],
        ["Range", "0 to 1,000 NTU", "0 to 4,000 NTU", "0 to 25 mg/l"],
        ["Depth", "20 m", "40 m", "60 m"],
        ["Longest cable", "50 m", "100 m", "200 m"],
        ["Salt water", "No", "Yes", "Yes"],
        ["Wiper", "No", "Yes", "No"],
      ],
      notes: "Leave the table on the wall while the participants work on the three cases.",
    },
    {
      title: "What customers like about the TW-310",
      bullets: [
        "No membrane and no electrolyte to refill",
        "The cap lasts 24 months in the water",
        "Calibration every 18 months outside waste water",
      ],
      notes:
        "Do not promise that the TW-310 works in wine or beer. A trial with a brewery in 2024 failed because the cap was attacked by the cleaning agent.",
    },
    {
      title: "Discounts",
      table: [
        ["Order value", "Discount", "Who may grant it"],
        ["Up to £10,000", "0%", "Nobody"],
        ["£10,001 to £50,000", "5%", "Sales engineer"],
        ["£50,001 to £150,000", "9%", "Regional sales manager"],
        ["More than £150,000", "14%", "Head of Sales"],
      ],
      notes:
        "Universities and public research institutes receive an additional 6 percent on sensors, but not on gateways or services. A discount beyond the table needs the signature of Helen Prowse.",
    },
    {
      title: "Demonstration sets",
      bullets: [
        "Each sales office has two demonstration sets.",
        "A set can be lent to a customer for up to four weeks.",
        "The set contains one TW-210, one TW-310 and one GW-5.",
      ],
      notes:
        "Demonstration sets are booked with Bronwen Hale in Bristol or with Søren Dahlgaard in Hamburg. The deposit is £750, and it is returned when the set comes back clean.",
    },
    {
      title: "Three cases to work on",
      bullets: [
        "A water company wants to watch a reservoir at a depth of 30 metres.",
        "A harbour authority complains about mussels on its TW-200.",
        "A trout farm needs an alarm when oxygen falls below 6 mg/l.",
      ],
      notes:
        "Solutions: case one is the TW-210 because the TW-200 goes down only to 20 metres. Case two is an exchange for the TW-210, for which we take back the TW-200 at 30 percent of its price. Case three is the TW-310 with a GW-5.",
    },
  ],
};

export default [allHands, productTraining];
