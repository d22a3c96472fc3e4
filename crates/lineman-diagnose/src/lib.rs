//! Records to events, events to journeys, journeys to findings and a report.
