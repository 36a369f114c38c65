import { z } from "zod";

/** `YYYY-MM-DD` that is a real day; the calendar of dates in documents, as PostgreSQL's, has no year 0. */
export const dateSchema = z.iso.date().refine((day) => !day.startsWith("0000"), "There is no year 0");
