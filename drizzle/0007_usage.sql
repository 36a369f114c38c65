CREATE TABLE "usage" (
	"subject" text NOT NULL,
	"day" date NOT NULL,
	"questions" integer DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cost" bigint DEFAULT 0 NOT NULL,
	"reserved_tokens" bigint DEFAULT 0 NOT NULL,
	"reserved_cost" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_subject_day_pk" PRIMARY KEY("subject","day")
);
--> statement-breakpoint
CREATE TABLE "usage_reservations" (
	"id" text NOT NULL,
	"subject" text NOT NULL,
	"day" date NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	"cost" bigint DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_reservations_id_subject_pk" PRIMARY KEY("id","subject")
);
--> statement-breakpoint
CREATE INDEX "usage_reservations_expires_at" ON "usage_reservations" USING btree ("expires_at");