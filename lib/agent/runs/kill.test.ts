import { describeKills } from "../testing/describe-kills";

describeKills("runs while two replicas are killed again and again", 4);
