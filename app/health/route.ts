export const dynamic = "force-dynamic";
export { GET } from "../api/health/route";
