import { describeDeaths } from "../testing/describe-deaths";

describeDeaths("what was approved, by many processes that are killed before, during or after", 20);
