/** What stands beside the sample documents in `examples/` and is none of them: names of files and folders. */
export const notSampleDocuments = ["README.md", "demo_questions.json", "client", "agent"];
