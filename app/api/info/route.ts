// `GET /` for programs, where Next answers alone.
export { answerNext as GET } from "@/lib/rest/next";
