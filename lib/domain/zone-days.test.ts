import { describe, expect, it } from "vitest";
import { dayBegins, dayEnds, isZone } from "./zone-days";

const iso = (at: Date | null) => at?.toISOString();

describe("a day where its reader lives", () => {
  it.each([
    ["2026-11-23", "UTC", "2026-11-23T00:00:00.000Z", "2026-11-24T00:00:00.000Z"],
    ["2026-11-23", "Pacific/Auckland", "2026-11-22T11:00:00.000Z", "2026-11-23T11:00:00.000Z"],
    ["2026-11-23", "America/New_York", "2026-11-23T05:00:00.000Z", "2026-11-24T05:00:00.000Z"],
    ["2026-11-23", "Asia/Kathmandu", "2026-11-22T18:15:00.000Z", "2026-11-23T18:15:00.000Z"],
    // 23 and 25 hours.
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
    // The clock is set at midnight: forward, so that there is none, and back, so that there are two.
    ["2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00.000Z", "2026-04-24T21:00:00.000Z"],
    ["2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z"],
  ])("%s in %s", (day, zone, begins, ends) => {
    expect(iso(dayBegins(day, zone))).toBe(begins);
    expect(iso(dayEnds(day, zone))).toBe(ends);
  });

  it("holds each moment of a year once, wherever it is", () => {
    for (const zone of ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana"]) {
      let day = "2026-01-01";
      while (day < "2027-01-01") {
        const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
        expect(iso(dayEnds(day, zone)), `${day} in ${zone}`).toBe(iso(dayBegins(next, zone)));
        const there = (at: number) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at);
        const begins = dayBegins(day, zone)!.getTime();
        expect([there(begins - 1) < day, there(begins)], `${day} in ${zone}`).toEqual([true, day]);
        day = next;
      }
    }
  });

  it("is none where the text or the zone is none", () => {
    expect([dayBegins("2026-02-30T", "UTC"), dayBegins("", "UTC"), dayEnds("soon", "UTC")]).toEqual([null, null, null]);
    expect([isZone("Europe/Berlin"), isZone("Nowhere/Land"), isZone("")]).toEqual([true, false, false]);
  });
});
