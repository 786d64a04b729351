CREATE TABLE `rules` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `id` STRING,
  `version` INT,
  `effectiveFrom` TIMESTAMP_LTZ(3),
  `document` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.rules',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `coupon_policy` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `id` STRING,
  `version` INT,
  `effectiveFrom` TIMESTAMP_LTZ(3),
  `document` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.coupon-policy',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `products` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `sku` STRING,
  `family` STRING,
  `category` STRING,
  `brand` STRING,
  `priceMinor` BIGINT,
  `costMinor` BIGINT,
  `accessoryForFamilies` ARRAY<STRING>,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.products',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `customers` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `customerId` STRING,
  `consentPersonalisation` BOOLEAN,
  `consentPush` BOOLEAN,
  `timeZone` STRING,
  `staff` BOOLEAN,
  `householdId` STRING,
  `segment` STRING,
  `priceSensitive` BOOLEAN,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.customers',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `erasures` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `customerId` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.erasures',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `identity_links` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `actor` ROW<`kind` STRING, `id` STRING>,
  `customerId` STRING,
  `change` STRING,
  `confidence` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.identity-links',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `service_cases` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `customerId` STRING,
  `caseId` STRING,
  `change` STRING,
  `sku` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.service-cases',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `purchases` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `actor` ROW<`kind` STRING, `id` STRING>,
  `orderId` STRING,
  `channel` STRING,
  `storeId` STRING,
  `lines` ARRAY<ROW<`sku` STRING, `quantity` INT, `unitPriceMinor` BIGINT, `trialDays` INT>>,
  `couponIds` ARRAY<STRING>,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.purchases',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `returns` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `actor` ROW<`kind` STRING, `id` STRING>,
  `orderId` STRING,
  `channel` STRING,
  `storeId` STRING,
  `lines` ARRAY<ROW<`sku` STRING, `quantity` INT, `refundMinor` BIGINT>>,
  `reason` STRING,
  `condition` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.returns',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `coupon_events` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `couponId` STRING,
  `change` STRING,
  `orderId` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.coupon-events',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `browsing` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `actor` ROW<`kind` STRING, `id` STRING>,
  `action` STRING,
  `sku` STRING,
  `query` STRING,
  `seenPriceMinor` BIGINT,
  `referrer` STRING,
  `storeId` STRING,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.browsing',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `store_visits` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `actor` ROW<`kind` STRING, `id` STRING>,
  `storeId` STRING,
  `action` STRING,
  `sku` STRING,
  `seconds` INT,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.store-visits',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `feed_progress` (
  `eventId` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `feed` STRING,
  `completeThrough` TIMESTAMP_LTZ(3),
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.feed-progress',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `alerts` (
  `alertId` STRING,
  `revision` INT,
  `status` STRING,
  `retractReason` STRING,
  `customerId` STRING,
  `pattern` STRING,
  `family` STRING,
  `sku` STRING,
  `storeId` STRING,
  `decidedAt` TIMESTAMP_LTZ(3),
  `score` DOUBLE,
  `reasons` ARRAY<ROW<`feature` STRING, `value` DOUBLE, `threshold` DOUBLE, `contribution` DOUBLE>>,
  `counterEvidence` ARRAY<ROW<`feature` STRING, `value` DOUBLE, `threshold` DOUBLE, `contribution` DOUBLE>>,
  `evidence` ARRAY<STRING>,
  `clearedBy` ARRAY<STRING>,
  `valueAtRiskMinor` BIGINT,
  `ruleId` STRING,
  `ruleVersion` INT,
  `shadow` BOOLEAN
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.alerts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `coupon_decisions` (
  `decisionId` STRING,
  `alertId` STRING,
  `customerId` STRING,
  `outcome` STRING,
  `reason` STRING,
  `offer` ROW<`kind` STRING, `valueMinor` BIGINT, `sku` STRING, `family` STRING>,
  `arm` STRING,
  `policyVersion` INT,
  `decidedAt` TIMESTAMP_LTZ(3),
  `marginAfterMinor` BIGINT,
  `budgetLeftMinor` BIGINT,
  `policyId` STRING,
  `shadow` BOOLEAN,
  `campaign` STRING,
  `couponId` STRING,
  `pattern` STRING,
  `family` STRING,
  `category` STRING,
  `storeId` STRING,
  `alternatives` ARRAY<ROW<`offerId` STRING, `kind` STRING, `valueMinor` BIGINT, `costMinor` BIGINT, `uplift` DOUBLE, `expectedMarginMinor` BIGINT, `refused` STRING>>
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.coupon-decisions',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `coupons` (
  `couponId` STRING,
  `customerId` STRING,
  `code` STRING,
  `kind` STRING,
  `valueMinor` BIGINT,
  `sku` STRING,
  `family` STRING,
  `channels` ARRAY<STRING>,
  `validFrom` TIMESTAMP_LTZ(3),
  `validUntil` TIMESTAMP_LTZ(3),
  `alertId` STRING,
  `state` STRING,
  `revision` INT,
  `stateAt` TIMESTAMP_LTZ(3),
  `leastPriceMinor` BIGINT,
  `money` BOOLEAN,
  `campaign` STRING,
  `storeId` STRING,
  `decisionId` STRING,
  `offerId` STRING,
  `costMinor` BIGINT,
  `householdKey` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.coupons',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `outcomes` (
  `decisionId` STRING,
  `alertId` STRING,
  `customerId` STRING,
  `arm` STRING,
  `outcome` STRING,
  `decidedAt` TIMESTAMP_LTZ(3),
  `revenueMinor` BIGINT,
  `marginMinor` BIGINT,
  `couponId` STRING,
  `redeemed` BOOLEAN,
  `pattern` STRING,
  `offer` STRING,
  `revision` INT,
  `shadow` BOOLEAN
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.outcomes',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `insights` (
  `metric` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `storeId` STRING,
  `category` STRING,
  `pattern` STRING,
  `arm` STRING,
  `value` DOUBLE,
  `low` DOUBLE,
  `high` DOUBLE,
  `offer` STRING,
  `campaign` STRING,
  `label` STRING,
  `count` BIGINT
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.insights',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `late_events` (
  `stream` STRING,
  `origin` STRING,
  `eventTime` TIMESTAMP_LTZ(3),
  `watermark` TIMESTAMP_LTZ(3),
  `reason` STRING,
  `changed` ARRAY<STRING>,
  `payload` BYTES,
  WATERMARK FOR `eventTime` AS `eventTime` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.late-events',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

CREATE TABLE `dead_letters` (
  `stream` STRING,
  `origin` STRING,
  `reason` STRING,
  `detail` STRING,
  `payload` BYTES
) WITH (
  'connector' = 'kafka',
  'topic' = 'showroom.dead-letters',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'value.format' = 'showroom-avro'
);

-- The newest revision of each `alertId`; copies after a crash are counted once.
CREATE VIEW `current_alerts` AS
SELECT `alertId`, `revision`, `status`, `retractReason`, `customerId`, `pattern`, `family`, `sku`, `storeId`, `decidedAt`, `score`, `reasons`, `counterEvidence`, `evidence`, `clearedBy`, `valueAtRiskMinor`, `ruleId`, `ruleVersion`, `shadow`
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `alertId` ORDER BY `revision` DESC) AS `nth`
  FROM `alerts`)
WHERE `nth` = 1;

-- The newest revision of each `decisionId`; copies after a crash are counted once.
CREATE VIEW `current_outcomes` AS
SELECT `decisionId`, `alertId`, `customerId`, `arm`, `outcome`, `decidedAt`, `revenueMinor`, `marginMinor`, `couponId`, `redeemed`, `pattern`, `offer`, `revision`, `shadow`
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `decisionId` ORDER BY `revision` DESC) AS `nth`
  FROM `outcomes`)
WHERE `nth` = 1;

-- The newest revision of each `couponId`; copies after a crash are counted once.
CREATE VIEW `current_coupons` AS
SELECT `couponId`, `customerId`, `code`, `kind`, `valueMinor`, `sku`, `family`, `channels`, `validFrom`, `validUntil`, `alertId`, `state`, `revision`, `stateAt`, `leastPriceMinor`, `money`, `campaign`, `storeId`, `decisionId`, `offerId`, `costMinor`, `householdKey`
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `couponId` ORDER BY `revision` DESC) AS `nth`
  FROM `coupons`)
WHERE `nth` = 1;

-- As the figure save.rate: of closed decisions, how many sales were kept. An outcome EXPIRED is
-- that of the offer and leaves the decision open. HOLD_OUT is what would have been without.
CREATE VIEW `save_rate_by_arm` AS
SELECT `arm`,
  COUNT(*) AS `closed`,
  COUNT(*) FILTER (WHERE `outcome` IN ('SAVED', 'SETTLED')) AS `kept`,
  CAST(COUNT(*) FILTER (WHERE `outcome` IN ('SAVED', 'SETTLED')) AS DOUBLE) / COUNT(*) AS `save_rate`,
  SUM(`marginMinor`) AS `margin_minor`
FROM `current_outcomes`
WHERE NOT `shadow` AND `arm` <> 'NONE' AND `outcome` <> 'EXPIRED'
GROUP BY `arm`;
