import { describeKills } from "../testing/describe-kills";

describeKills("runs while two replicas are killed again and again, for long", 60);
