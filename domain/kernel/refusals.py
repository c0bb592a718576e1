"""A refusal: why something asked for was not done, as a code with parameters.

Rooms and imports return refusals as values; bugs raise. ``WORDS`` holds the plain English sentence
of every code; the command line fills it in, the window translates it first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WORDS: dict[str, str] = {
    "order-unknown": "There is no order {order} in this shop.",
    "order-listed-twice": "Order {order} is named twice, and this can be done once for it: it "
    "counts as it was named first. Leave the other out.",
    "order-on-hold": "Order {order} is in its first hour, in which the buyer may still cancel: "
    "it can be shipped from {until}.",
    "order-unpaid": "Order {order} is not paid yet, so it cannot be shipped.",
    "order-already-shipped": "Order {order} already has a tracking number.",
    "order-partly-shipped": "Order {order} has been shipped in part; send the rest of it in a "
    "package of its own.",
    "note-too-long": "A note can have {most} characters; this one has {found}.",
    "order-without-package": "Order {order} has no label or tracking number.",
    "gift-in-one-parcel": "Order {order} comes with a gift and goes in one parcel with it. Ship "
    "all of it.",
    "part-is-whole": "That is all of order {order}; ship it as it is.",
    "packages-enough": "Order {order} can have {most} packages in all, those given back among "
    "them: the last one holds all that is left, and its label stays.",
    "parcel-not-taken": "The parcel of order {order} is too heavy or too large for that service.",
    "service-unknown": "{service} is not a service here ({services}).",
    "combine-needs-two": "Choose at least two orders to send together.",
    "combine-other-buyer": "Only orders of one buyer can be sent together.",
    "package-unclear": "Order {order} travels in several packages; say which one.",
    "tracking-of-label": "The number of order {order} belongs to a platform label; give the label "
    "back to ship it otherwise.",
    "tracking-edited": "The tracking number of order {order} has been replaced once already, and "
    "that can be done once only, so it stays. Compare a number with its label before you enter it.",
    "tracking-scanned": "{carrier} has scanned order {order}, so the parcel is with {carrier}: "
    "enter its {carrier} tracking number.",
    "tracking-over": "Order {order} has ended; its tracking number stays.",
    "tracking-edit-late": "A tracking number can be replaced within {hours} hours; for order "
    "{order} that was until {until}, so it stays. Compare a number with its label soon after you "
    "have entered it.",
    "void-own-postage": "Order {order} has no platform label; you posted it yourself.",
    "void-scanned": "The carrier has scanned order {order}, so its label is used.",
    "void-late": "A label can be given back within {hours} hours; for order {order} that was until "
    "{until}.",
    "void-would-cancel": "Order {order} had to be ready to ship by {until}, so without its label "
    "the system would cancel it. Send it with this label, or cancel it and give the label back "
    "then.",
    "order-cancelled": "Order {order} is cancelled.",
    "order-with-carrier": "Order {order} is already with the carrier and cannot be cancelled.",
    "order-partly-with-carrier": "A part of order {order} is with the carrier, so it cannot be "
    "cancelled. What is in no package by {until} is refunded by itself; what is sent can come back "
    "once all of it is delivered.",
    "tracking-missing": "Give one tracking number for each order: {orders} orders, "
    "{numbers} numbers.",
    "tracking-empty": "Order {order} has no tracking number.",
    "tracking-format": "{tracking} is not a {carrier} tracking number: {expected}.",
    "tracking-length": "{tracking} has {found} characters, so it is not a {carrier} tracking "
    "number: {expected}. Look whether some are missing or too many.",
    "tracking-letters": "{tracking} has {letters} in it, where a {carrier} tracking number has "
    "digits only: {expected}. The letters O and I may stand for 0 and 1.",
    "tracking-check-digit": "{tracking} looks like a {carrier} tracking number, but its last "
    "digit should be {digit}: one digit is probably mistyped.",
    "tracking-other-carrier": "{tracking} is a {other} tracking number, not one of {carrier}: "
    "choose {other}, or enter the number of the {carrier} label.",
    "tracking-carrier-ambiguous": "{tracking} can be a number of several carriers ({carriers}): "
    "say which one has the parcel.",
    "tracking-carrier-unknown": "{tracking} fits no carrier known here ({carriers}). Compare it "
    "with the label.",
    "tracking-used": "Tracking number {tracking} already belongs to order {order}. Compare it with "
    "the label: each parcel has a number of its own, and orders in one parcel are sent together.",
    "tracking-same": "Order {order} has the tracking number {tracking} already. Compare it with "
    "the label if it should have another.",
    "carrier-unknown": "{carrier} is not a carrier known here ({carriers}).",
    "reason-unknown": "{reason} is not a cancel reason ({reasons}).",
    "return-unknown": "There is no open return {request} here.",
    "return-listed-twice": "Return {request} is named twice.",
    "return-answered": "Return {request} has been answered already.",
    "return-with-buyer": "The buyer is still thinking about the offer for return {request}.",
    "return-not-here": "The goods of return {request} have not arrived yet.",
    "return-not-sent": "Order {order} has not left you, so nothing can come back; cancel it "
    "instead.",
    "return-in-transit": "Order {order} is on its way and can neither be cancelled nor come back "
    "before it has arrived. Open the return then.",
    "return-window-closed": "The return window of order {order} closed on {until}, {days} days "
    "after delivery. Refuse the buyer's wish, or settle it between you.",
    "return-open": "Order {order} has a return that is still open.",
    "return-nothing-left": "Nothing of SKU {sku} in order {order} is left to come back: all of it "
    "has been refunded, replaced or returned already.",
    "order-without-sku": "Order {order} holds no SKU {sku}.",
    "replacement-sold-out": "Return {request} cannot be replaced: {stock} units are in stock "
    "that no promotion has set aside. "
    "Approve it with a refund, or restock first.",
    "reject-reason-unknown": "{reason} is not a reason to refuse a return ({reasons}).",
    "offer-made": "A part has been offered for return {request} already; it can be done once.",
    "offer-out-of-range": "An offer must be more than nothing and less than the {asked} asked for; "
    "{amount} is not.",
    "verdict-unknown": "{verdict} is not a verdict on returned goods (restock, write-off, refuse).",
    "photos-out-of-range": "{low} to {high} photos can be sent; {photos} cannot.",
    "appeal-made": "An appeal for return {request} has been made already.",
    "appeal-without-decision": "The platform has decided nothing about return {request} that could "
    "be appealed against.",
    "appeal-too-late": "The time to appeal for return {request} ended on {until}.",
    "cancellation-none": "No buyer's request to cancel order {order} is open.",
    "sku-unknown": "There is no SKU {sku} in this shop.",
    "price-out-of-range": "A price must lie between {low} and {high}; {price} does not.",
    "values-uneven": "{values} values were given for {skus} SKUs. Give one for each.",
    "quantity-out-of-range": "A quantity must lie between {low} and {high}; {quantity} does not.",
    "order-below-minimum": "The supplier sells at least {least} units at a time; {quantity} is too "
    "few.",
    "low-stock-region": "The figures of {region} do not say when stock is low, so nothing can be "
    "set in its place.",
    "low-stock-days-out-of-range": "Stock can count as low under {low} to {high} days of cover; "
    "{days} does not fit. 0 takes the usual number.",
    "sku-not-on-sale": "SKU {sku} is not on sale, so nobody would find it. Put it on sale first.",
    "sku-sold-out": "SKU {sku} is sold out.",
    "sku-set-aside": "The {stock} units of SKU {sku} in stock are set aside for promotions. "
    "Restock first, or stop a promotion.",
    "deal-price-out-of-range": "A deal's price must lie between {low} and {high}; {price} does "
    "not.",
    "deal-days-out-of-range": "A deal may last {low} to {high} days; {days} does not fit.",
    "deal-not-running": "SKU {sku} is in no deal now.",
    "tool-unknown": "{tool} is not a tool of promotion ({tools}).",
    "audience-unknown": "{audience} is not an audience of a promotion ({audiences}).",
    "promotion-unknown": "There is no promotion {promotion} in this shop.",
    "promotion-over": "Promotion {promotion} is over and stays as it was. Make a new one like it.",
    "promotion-not-begun": "Promotion {promotion} has not begun, so nothing is past that could be "
    "played again without it.",
    "replay-differs": "The past of this shop comes out differently when it is played again, since "
    "it was played by other rules than today's or holds what was never logged: so nobody can say "
    "what it would have been without something. Try promotions in a new practice shop.",
    "promotion-draft": "Promotion {promotion} is a draft and has never begun. Delete it, if you do "
    "not want it any more.",
    "promotion-no-draft": "Promotion {promotion} is no draft. Stop it instead: what it has done "
    "stays in the books.",
    "promotion-running": "Promotion {promotion} has begun: only its title, its end and its limits "
    "can still be changed. Stop it and make another to change more.",
    "promotion-limit-lowered": "Once a promotion has begun its limits can only be raised. Stop it "
    "and make another to give less.",
    "promotion-field-foreign": "{field} means nothing to a {tool}. Leave it out.",
    "promotion-title-length": "A promotion's title has 1 to {most} characters; this one has "
    "{found}.",
    "promotion-title-taken": "A promotion of this shop is called {title} already, perhaps one that "
    "is over. Choose another title.",
    "promotion-hours": "A promotion begins and ends at full hours, such as 14:00. Choose one.",
    "promotion-starts-past": "A promotion cannot begin in the past, and it is {now} now. Choose a "
    "later start, or let it begin at once.",
    "promotion-ends-first": "A promotion that begins on {starts} has to end after that. Choose a "
    "later end.",
    "promotion-end-past": "It is {now} already, so it cannot end by then. Choose a later end, or "
    "stop it to end it at once.",
    "promotion-without-end": "Say when it ends: only a shipping discount can go on without an end.",
    "promotion-too-short": "A promotion lasts {least} minutes at least. Choose a later end.",
    "promotion-too-long": "It can last {most} days at most, and this one would last {days}. Choose "
    "an earlier end.",
    "flash-too-long": "A flash deal can last {most} hours at most, and this one would last "
    "{hours}. Choose an earlier end.",
    "flash-overlap": "“{title}” has a price of this kind for these SKUs already, from {starts} to "
    "{ends}: {skus}. Choose another time, or leave them out.",
    "campaign-other-day": "A campaign has times of its own: the next one, {name}, lasts from "
    "{starts} to {ends}. Take part in all of it.",
    "campaign-none": "No campaign is known that is still to come. Make a flash deal instead.",
    "co-funding-other-time": "The platform bears a part of a voucher only on a campaign's day: the "
    "next one, {name}, lasts from {starts} to {ends}. Let the whole of its time lie in it, or let "
    "the platform bear nothing.",
    "co-funding-none": "The platform bears a part of a voucher only on a campaign's day, and none "
    "is known that is still to come. Let the platform bear nothing.",
    "campaign-score": "A campaign asks for a shop performance score of {least}, and this shop has "
    "{score}. Make a flash deal until it is higher.",
    "campaign-without-units": "Say how many units of each SKU the campaign gets: they are set "
    "aside for it.",
    "promotion-without-skus": "Choose the SKUs whose price is to be lower.",
    "promotion-skus-many": "It can be for {most} SKUs at most, and this one is for {found}. Leave "
    "some out, or make two of it.",
    "sku-twice": "SKU {sku} is named twice. Name it once.",
    "discount-missing": "Say how much it takes off.",
    "discount-given-twice": "Say in one way how much it takes off: by percentage, or by price or "
    "amount.",
    "discount-out-of-range": "{low} to {high} can be taken off; {percent} cannot.",
    "promotion-price-out-of-range": "The price of SKU {sku} must lie between {low} and {high}; "
    "{price} does not.",
    "promotion-price-too-low": "SKU {sku} would cost {price}, and nothing can cost less than "
    "{low}. Take less off.",
    "price-above-lowest": "SKU {sku} would cost {price}, and it was sold for {lowest} in the last "
    "{days} days. Choose a price that is not higher, or leave it out.",
    "new-arrival-over": "SKU {sku} is no new arrival then: it was listed more than {days} days "
    "before. Give it a product discount instead.",
    "units-above-stock": "{units} units of SKU {sku} are more than there are to sell ({stock}). "
    "Choose fewer, or restock first.",
    "limit-out-of-range": "A limit must lie between 1 and {most}, or be -1 for none; {limit} does "
    "not.",
    "amount-out-of-range": "An amount must lie between {low} and {high} here; {amount} does not.",
    "ceiling-without-percent": "Only what a percentage takes off can have a ceiling. Leave it out.",
    "code-format": "A code has {low} to {high} characters, capital letters A to Z and digits; "
    "{code} does not fit.",
    "code-taken": "The code {code} belongs to “{title}”, which is not over. Choose another.",
    "tiers-out-of-range": "It takes 1 to {most} tiers; this one has {found}.",
    "tier-unclear": "Tier {tier} needs one thing that reaches it, units or an amount, and one that "
    "it brings: a percentage off, an amount off, or a gift.",
    "voucher-gives-all": "{amount} off would leave nothing to pay of what is worth {worth}. Take "
    "less off, or ask for more to be spent.",
    "tier-gives-all": "Tier {tier} takes {amount} off what has to be worth {least} only. Take less "
    "off.",
    "tiers-not-rising": "Tier {tier} has to ask for more and to give more than the one before it, "
    "in the same measures.",
    "gifts-uneven": "{gifts} gifts were given for {tiers} tiers. Give one for each.",
    "gift-tiers-out-of-range": "Gifts can be given by {most} of its tiers, and {found} of this one "
    "do. Take a tier away, or let all of them take money off.",
    "gift-not-on-sale": "SKU {sku} is not on sale, so it cannot be a gift. Choose another one.",
    "gift-orders-out-of-range": "Say how many orders may have the gift, 1 to {most}: as many are "
    "set aside. It cannot be {orders}.",
    "gift-above-stock": "{units} units of SKU {sku} would be set aside as gifts, more than there "
    "are to sell ({stock}). Let fewer orders have one, or restock first.",
    "buy-more-enough": "A shop can have {most} promotions of this kind at a time. Stop one, or "
    "wait until one is over.",
    "buy-more-balance": "This kind of promotion is closed to a shop that owes the platform money: "
    "{owed}. Wait until sales have paid it.",
    "buy-more-overlap": "More for more goes neither with a flash price nor with another of its "
    "kind, and “{title}” holds for these SKUs from {starts} to {ends}: {skus}. Choose another "
    "time, or leave them out.",
    "shipping-overlap": "“{title}” lowers the whole shop's shipping fee at that time, and only one "
    "can. Choose another time, or change that one.",
    "shipping-threshold-of-skus": "Only a shipping discount for the whole shop can ask for an "
    "amount to be spent. Leave the amount or the SKUs out.",
    "budget-negative": "A budget cannot be {budget}; 0 stops the ads.",
    "videos-enough": "{most} videos are as many as one can make in a day.",
    "video-just-posted": "A video of SKU {sku} was posted within this hour.",
    "live-hours-out-of-range": "A live session may last {low} to {high} hours today; {hours} does "
    "not fit.",
    "live-running": "A live session is running already, and there is one at a time: go live again "
    "when it is over.",
    "creator-unknown": "There is no creator {creator} here.",
    "sample-underway": "Creator {creator} was sent a sample less than {days} days ago and has time "
    "until then to show it.",
    "message-closed": "There is no open message {message}.",
    "message-answered": "Message {message} is answered already.",
    "customer-not-waiting": "Order {order} is not on its way, so its customer waits for nothing.",
    "customer-asked": "The customer of order {order} has been asked and has not answered yet.",
    "customer-not-confirmed": "Ask the customer of order {order} first: support needs their "
    "confirmation that the parcel has come.",
    "topic-unknown": "{topic} is not a topic of support ({topics}).",
    "ticket-open": "Support is still looking at order {order}.",
    "ticket-extended": "Support has already moved the deadline of order {order}; it does so once.",
    "ticket-paid": "Support has already paid for order {order}.",
    "claim-of-carrier": "You paid the carrier of order {order} yourself, so support pays nothing "
    "for it, as it has told you: claim it from the carrier, with your receipt.",
    "ticket-deadline-over": "The scan of order {order} was due on {until}, and support moves no "
    "deadline that is over: wait for the scan.",
    "claim-late": "Too late: support could be asked to pay for order {order} until {until}.",
    "ticket-other-trouble": "That is not what is wrong with order {order}.",
    "ticket-too-early": "It is too early to ask about order {order}: nothing is wrong with its "
    "parcel before {until}.",
    "cash-short": "{cost} is needed and the bank account holds {cash}.",
    "nothing-asked": "Nothing was chosen.",
    "template-unknown": "There is no shipping template {template} in this shop.",
    "template-name-length": "A shipping template needs a name of at most {most} characters.",
    "template-name-taken": "There is a shipping template named {name} already.",
    "template-without-zone": "A shipping template needs at least one zone that it ships to.",
    "template-in-use": "Products use {name} ({count}); give them another template first.",
    "template-last": "{name} is the only shipping template, and a shop needs one.",
    "zone-without-area": "Zone {zone} holds no area.",
    "zone-without-rate": "Zone {zone} has no rate: offer a service level there, or exclude it.",
    "area-unknown": "{area} is no area that mail goes to ({areas}).",
    "area-twice": "{area} is named twice; an area stands in one zone or is excluded.",
    "area-missing": "These areas stand in no zone and are not excluded: {areas}.",
    "area-excluded": "{template} sends nothing to {area}.",
    "po-box-excluded": "{template} sends nothing to post office boxes.",
    "zip-unknown": "{zip} is no ZIP code; it has five digits, such as 90012.",
    "rate-twice": "Zone {zone} has two rates for {service}.",
    "shipping-fee-negative": "A shipping fee cannot be {fee}.",
    "shipping-fee-too-high": "A shipping fee may be {high} at most; {fee} is more.",
    "weight-step-out-of-range": "A weight step must lie between 1 and {high} grams; {grams} does "
    "not.",
    "promise-out-of-range": "{service} may promise 1 to {high} business days, or 0 for what the "
    "platform asks; {days} does not fit.",
    "handling-out-of-range": "A handling time of its own must lie between {low} and {high} "
    "business days, or be 0 for the usual one; {days} does not fit.",
    "threshold-out-of-range": "Free shipping may begin at up to {high}, or 0 for never; {value} "
    "does not fit.",
    "product-live": "Product {product} is on sale already.",
    "product-not-the-sellers": "The platform decides when this product is shown, so it can be "
    "neither put on sale nor taken off.",
    "product-not-live": "Product {product} is not on sale; there is nothing to take off.",
    "product-not-approved": "The platform has not approved product {product}, so it can neither be "
    "put on sale nor taken off.",
    "fee-mend-by": "The shipping fee of {template} is out of range. Mend it by the end of {day}, "
    "or the products that use the template are taken down.",
    "fee-unmended": "The shipping fee of {template} is out of range and was not mended by the end "
    "of {day}: the products that use the template are taken down. They are back as soon as the fee "
    "is mended, or they use another template.",
    "fee-too-high": "{template}, zone {zone}: {service} asks {fee} for one unit of {grams} g; the "
    "platform accepts {most} at most, {share} % of what its own label costs to the farthest zone.",
    "product-fee-unmended": "The shipping fee of {template}, which sends product {product}, is out "
    "of range and was not mended in time, so the product cannot be on sale. Mend the fee, or give "
    "the product another template.",
    "product-not-deleted": "Product {product} is not among the deleted ones.",
    "listing-under-review": "“{title}” is under review; wait for the answer before you change it.",
    "listing-unchanged": "Nothing has changed since the listing was approved.",
    "cost-missing": "Give what a unit costs you, so that goods can be ordered and profit is known.",
    "product-unknown": "There is no product {product} in this shop.",
    "capacity-negative": "A handling capacity cannot be {orders} orders; 0 sets no limit.",
    "holiday-date-wrong": "Give the first and the last day of holiday mode as 2026-12-24; none of "
    "both ends it.",
    "holiday-ends-first": "Holiday mode cannot end on {until}, before it begins on {since}.",
    "holiday-over": "Holiday mode until {until} would be over already.",
    "holiday-too-long": "Holiday mode lasts {most} days at most; {days} are more.",
    "holiday-not-set": "Holiday mode is not on.",
    "auto-cancel-unknown": "Requests to cancel can be approved by themselves for {known} hours (0: "
    "never, -1: until the order is ready to ship); {hours} is none of them.",
    "templates-region": "Shipping templates work in shops in the United States only: the rulebook "
    "of {region} lacks their figures.",
    "labels-of-real": "The labels of a real shop come from its carrier, who prints its own codes "
    "on them: print them there. Packing slips and the pick list can be printed here.",
    "order-picked": "Nothing of order {order} is left to pick: the carrier has taken all of it.",
    "label-none": "Order {order} has no label yet: buy one or enter a tracking number first.",
    "label-address-forgotten": "The label of order {order} cannot be printed again: the buyer's "
    "name and street are forgotten once an order has arrived or is cancelled.",
    "paper-too-long": "{orders} orders are more than can be printed at once ({most}); choose "
    "fewer.",
    "paper-empty": "No order is waiting for this paper, so there is nothing to print.",
    "paper-ending": "{file} does not end in .pdf, which is what would be written.",
    "practice-only": "This works in practice shops only: a real shop is worked in the real "
    "Seller Center and imported here.",
    "real-only": "Files are imported into a real shop; this is a practice shop.",
    "command-unknown": "There is no command {name}; `dukandar do --list` names them all.",
    "arguments-wrong": "The arguments of {name} are not right: {problem}",
    "time-backwards": "Time in a shop only moves forward; it is already {now}.",
    "time-ends": "This program's calendar ends on {end}; the shop cannot go further.",
    "scenario-unknown": "There is no scenario {name} here yet ({names}).",
    "scenario-names-unknown": "The scenario's {where} name {name}, which it does not have.",
    "parameter-unknown": "There is no parameter {name}; `dukandar validity --parameters` lists "
    "them all.",
    "parameter-not-number": "{name} takes a number; '{given}' is not one.",
    "parameter-not-whole": "{name} takes a whole number; '{given}' is not one.",
    "parameter-not-list": "{name} takes {count} numbers; '{given}' is something else.",
    "parameter-out-of-range": "{name} must lie between {low} and {high}; {given} does not.",
    "parameter-set-twice": "{name} is set twice.",
    "parameters-not-table": "The scenario's parameters are not a table of names and values.",
    "parameters-of-real": "A real shop has no simulated buyers, so it has no parameters.",
    "region-unknown": "There is no rulebook for the region {region} ({regions}).",
    "practice-region": "There are no practice rules for the region {region} yet; practise in us.",
    "policy-unknown": "There is no scripted seller {name} ({names}).",
    "shop-missing": "There is no shop at {file}.",
    "shop-exists": "There is already a file {file}; nothing was changed.",
    "shop-not-ours": "{file} is not a Dukandar shop.",
    "shop-newer": "{file} was written by a newer Dukandar (shop format {found}, this program "
    "knows {known}). Nothing was changed; please update.",
    "shop-busy": "{file} is being written by another window or command. Close it and try again.",
    "shop-older": "{file} was written by a trial version of Dukandar (shop format {found}, this "
    "program writes {known}). Make a new practice shop, or import your files into a new shop.",
    "shop-damaged": "{file} cannot be read as a shop: {problem}. Nothing was changed.",
    "folder-missing": "There is no folder {folder}.",
    "not-writable": "{file} cannot be written: {problem}.",
    "import-unknown": "There is no import {number} in this shop.",
    "import-none": "This shop has no import to take back.",
    "import-overlaid": "Import {later} came after import {number} and changed what it brought: "
    "take import {later} back first.",
    "file-missing": "There is no file {file}.",
    "file-unreadable": "{file} cannot be read: {problem}.",
    "file-kind-unknown": "{file} is not an export this program knows: {problem}.",
    "file-other-region": "{file} is from a shop in {found}, and this shop is in {region}.",
    "file-header-twice": "The column {column} stands twice in the header, so its values cannot "
    "be told apart.",
    "file-empty": "{file} holds no rows.",
    "file-too-large": "{file} is larger than {limit} MB, more than an export can be.",
    "file-nul": "{file} holds NUL bytes: it is not a CSV text file.",
    "file-encoding": "{file} is not UTF-8 text (byte {byte}); export it again as CSV.",
    "file-line-too-long": "Line {line} of {file} is longer than any export writes.",
    "cell-id-lost": "The id lost digits in a spreadsheet program: export the file again and do "
    "not save it from there.",
    "cell-not-id": "This is not an id of digits only.",
    "cell-not-money": "This is not an amount.",
    "cell-not-count": "This is not a whole number of at least 0.",
    "cell-not-time": "This is not a date and time of this layout.",
    "cell-status-unknown": "This order status is not known.",
    "cell-order-conflict": "The rows of this order disagree with each other.",
    "file-utf16": "{file} is UTF-16 text, as spreadsheet programs save it; export it again as CSV.",
    "file-not-export": "{file} is {found}, not an export; choose CSV or Excel when exporting.",
    "file-rows-too-many": "{file} holds more than {limit} rows; export fewer days at a time.",
    "file-texts-too-many": "{file} holds more than {limit} different texts; export fewer days at a "
    "time.",
    "file-rows-refused": "More than {limit} rows of {file} cannot be read, so none is imported. "
    "Row {row}, {column}: {reason}",
    "export-text-too-long": "Row {row} has a text longer than a workbook's cell holds ({most}); "
    "choose CSV.",
    "export-kind-unknown": "There is no export of {kind}; there is one of {kinds}.",
    "export-ending": "{file} is neither .csv nor .xlsx, so it is not clear what to write.",
    "export-too-long": "{rows} rows are more than a workbook can take ({most}); export them "
    "as CSV instead of {file}.",
    "file-cells-in-error": "{file} has cells that show an error such as #VALUE!. Export the file "
    "again and do not save it from a spreadsheet program.",
    "file-workbook-broken": "{file} cannot be read: {problem}. Export it again.",
    "file-unpacks-too-large": "{file} unpacks to more than {limit} MB; choose CSV when exporting.",
    "file-cells-too-far": "The cells of {file} reach further than an export's: there would be more "
    "than {limit}. Choose CSV when exporting.",
    "file-too-heavy": "{file} needs more memory than any export does, so reading it was stopped. "
    "Choose CSV when exporting.",
    "file-too-slow": "{file} gave no row for {seconds} seconds, so reading it was stopped. Choose "
    "CSV when exporting.",
    "file-rows-broken": "{file} cannot be read near line {line}: a quotation mark is not closed, "
    "or a cell is longer than any export writes.",
    "file-column-missing": "{file} has no column {column}, without which its figures would be "
    "wrong.",
    "file-ids-lost": "Every id in the column {column} of {file} ends in zeros: a spreadsheet "
    "program has rounded them. Export the file again and do not save it from there.",
    "image-file-too-large": "{file} is larger than {limit} MB. Save the picture smaller, or as an "
    "ordinary JPEG.",
    "image-not-one": "{file} is {found}, not a picture that can be shown in a listing. Save it as "
    "PNG, JPEG or WebP.",
    "image-wrong-ending": "{file} is a {kind} picture, although its name ends in {ending}. Give it "
    "the ending {right}.",
    "image-animated": "{file} is an animation, and a listing shows still pictures. Save one frame "
    "of it as PNG or JPEG.",
    "image-broken": "{file} cannot be read as a picture: {problem}. Save or download it again.",
    "image-too-many-pixels": "{file} has {width} × {height} pixels, more than {most} million. Make "
    "it smaller; a side of {side} is all that will be kept.",
    "image-needs-memory": "{file} would take {needed} MB of memory to open as {kind}, more than "
    "the {most} MB that a picture gets here. Make it smaller, or save it as an ordinary JPEG.",
    "image-too-small": "{file} has {width} × {height} pixels, and each side needs at least "
    "{least}. Take a larger picture; enlarging this one would only blur it.",
    "image-too-narrow": "{file} has {width} × {height} pixels: with its long side at the {most} "
    "that are allowed, the short one would have less than {least}. Crop it closer to a square.",
    "image-too-heavy": "{file} took more memory than any picture does, so opening it was stopped. "
    "Save it anew in an image program, as JPEG.",
    "image-too-slow": "{file} was not open after {seconds} seconds, so opening it was stopped. "
    "Save it anew in an image program, as JPEG.",
    "image-crop-outside": "The square reaches beyond the picture, which has {width} × {height} "
    "pixels. Choose one inside it.",
    "image-crop-too-small": "The square has {side} pixels, and a side needs at least {least}. "
    "Choose a larger one.",
    "file-other-currency": "{file} has amounts in {found}, as its column {column} says, and this "
    "shop's are in {currency}. Import it into the shop that it came from.",
    "file-days-unclear": "The days of {file} have the month first in row {row} ({day}), where such "
    "files have the day first, so no other day of it is sure either. Export the file again and do "
    "not save it from a spreadsheet program.",
    "file-perhaps-cut": "{file} has exactly {rows} rows, where such exports may be cut off: what "
    "is behind them is not in it. Export fewer days at a time to see whether something is missing.",
    "period-untold": "{file} does not say which days it is about. Its figures are kept without "
    "days, in the place of those of the last such file that did not say so either.",
    "rates-unclear": "The rates in {file} have no per cent sign, and some are above one, so they "
    "could be shares or percentages: none of those is taken.",
    "row-told-twice": "Two rows of this file tell different things of the same.",
    "cell-not-amount": "This is not an amount of at least 0 in the shop's currency.",
    "cell-not-rate": "This is not a rate, such as 5.93%.",
    "cell-not-day": "This is not a day with the day first, such as 15/09/2026.",
    "plan-outdated": "The shop has changed since this import was planned; plan it again.",
    "cell-blank": "This cell is blank, and without it the figures would be wrong.",
    "cell-not-quantity": "This is not a whole number of at least 1.",
    "row-long": "The row has {found} cells where the header has {expected}.",
    "row-sku-twice": "The order has this SKU in two rows that differ.",
    "row-of-refused-order": "Row {row} of the same order is refused, and an order is imported "
    "whole or not at all.",
    "row-order-missing": "The row has no order id.",
    "row-tracking-missing": "The row has no tracking number.",
    "row-order-twice": "Row {row} is about this order too, with another tracking number.",
    "row-tracking-twice": "Row {row} gives this tracking number to another order.",
    "cell-tracking-lost": "The number lost digits in a spreadsheet program: turn the column into "
    "text and enter the number again.",
    "file-no-tracking": "{file} has no column {column}. A file of tracking numbers needs an order "
    "id and a tracking number in each row.",
    "notes-replaced": "Orders with another note in this file than here: {count}. The file's note "
    "takes the place of the one that is here; where the file has none, the note here stays.",
    "orders-older": "Orders that have ended in this shop but not in this older file were left as "
    "they are: {count}.",
    "returns-older": "Returns that have ended in this shop but not in this older file were left as "
    "they are: {count}.",
    "cell-return-status-unknown": "This return status is not known.",
    "cell-return-kind-unknown": "This type of return is not known.",
    "cell-return-conflict": "The rows of this return disagree with each other.",
    "row-return-twice": "The return has this SKU in two rows that differ.",
    "row-of-refused-return": "Row {row} of the same return is refused, and a return is imported "
    "whole or not at all.",
    "row-sku-missing": "The row names no SKU.",
    "row-sku-not-here": "The shop has no such SKU. Import its products first, or mend the name.",
    "row-seller-sku-of-many": "{count} SKUs of the shop have this seller SKU: give the SKU ID.",
    "row-cost-twice": "Row {row} says something else of this SKU.",
    "cell-not-price": "This is not a price above 0.",
    "cell-not-measure": "This is not a weight in whole grams or a size in whole millimetres.",
    "cell-product-conflict": "The rows of this product disagree with each other about it.",
    "row-product-sku-twice": "The product has this SKU in two rows that differ.",
    "row-sku-of-two-products": "This SKU stands under two products.",
    "row-of-refused-product": "Row {row} of the same product is refused, and a product is imported "
    "whole or not at all.",
    "file-units-unknown": "The second row does not say whether {column} and the like are metric or "
    "imperial. Export the file again and leave its first five rows as they are.",
    "words-left-blank": "{column} holds words that are not known, left blank here: {count}.",
    "orders-differ": "Orders of which an amount is not what the file's own prices, discounts, "
    "shipping, taxes and fees come to: {count}. They are imported as the file tells them. See "
    "whether lines of them are missing in the file or cells were changed, and compare them with "
    "the seller centre.",
    "order-differs": "Order {order}: {column} is {said} in the file and comes to {comes_to}.",
    "title-missing": "Give the product a title: what it is, its brand, and what sets it apart.",
    "title-length": "A title has {low} to {high} characters; this one has {found}.",
    "category-missing": "Choose a category, down to its last level.",
    "description-length": "A description can have {most} characters with its formatting; this one "
    "has {found}.",
    "description-pictures": "A description can have {most} pictures; this one has {found}.",
    "points-many": "A listing can have {most} short points; this one has {found}.",
    "point-length": "A short point can have {most} characters; this one has {found}: {point}…",
    "attribute-missing": "{name} is required in this category.",
    "category-unknown": "There is no category {category} into which a product can be put.",
    "brand-free": "Nobody's authorisation is needed for {brand}; write it into the listing.",
    "brand-granted": "The shop is authorised for {brand} already.",
    "brand-asked": "{brand} has been asked for already; wait for the answer.",
    "picture-unknown": "A picture of this listing is not in the shop; add it again.",
    "picture-missing": "Add at least one picture.",
    "pictures-many": "A listing can have {most} pictures; this one has {found}.",
    "variations-many": "A product can differ in {most} things at most; this one differs in "
    "{found}.",
    "variation-nameless": "Say what this variation is, such as Color or Size.",
    "variation-name-length": "{name} is too long for a variation's name, which can have {most} "
    "characters.",
    "variation-name-twice": "Two variations are called {name}; give one of them another name.",
    "variation-empty": "{name} has no values yet; add at least one, or remove the variation.",
    "variation-value-missing": "A value of {name} is empty; fill it in or remove it.",
    "variation-value-length": "{value} is too long for a value of {name}, which can have {most} "
    "characters.",
    "variation-value-twice": "{name} has the value {value} twice; remove one.",
    "variants-many": "A product can have {most} SKUs; these variations make {found}. Leave out "
    "some values, or make two products of it.",
    "variants-not-combinations": "A product has one SKU for each combination of its variations' "
    "values, and one where it has none; take out or add what differs.",
    "cost-high": "A unit cannot cost more than the platform takes as a price.",
    "variant-price": "Give a price that the platform takes.",
    "list-price-low": "A list price is at least the price, or left empty.",
    "variant-stock": "Stock is a whole number up to {most}.",
    "seller-sku-length": "A seller SKU can have {most} characters.",
    "seller-sku-spaces": "A seller SKU has no spaces in it.",
    "seller-sku-twice": "Another SKU of this product is called {sku} too.",
    "gtin-twice": "Another SKU of this product has {gtin} too; each has its own.",
    "supplier-length": "A supplier's name can have {most} characters.",
    "least-order-out-of-range": "A supplier sells at least 1 and at most {most} units at a time.",
    "lead-days-out-of-range": "A supplier delivers within 0 to {most} days.",
    "weight-missing": "Give the weight of a packed unit, so that its postage is known.",
    "weight-high": "A packed unit may weigh {most} g at most; carriers take no more as a parcel.",
    "side-long": "A side of a packed unit may be {most} mm long at most; carriers take no longer "
    "parcels.",
    "side-missing": "Give the size of a packed unit, so that its postage is known.",
    "gtin-letters": "{gtin} is not a trade item number: it has digits only.",
    "gtin-length": "{gtin} has {found} digits; a trade item number has 8, 12, 13 or 14. Look "
    "whether some are missing.",
    "gtin-check-digit": "{gtin} is not a trade item number: its last digit should be {digit}, so "
    "one digit is probably mistyped.",
    "row-short": "The row has {found} cells where the header has {expected}.",
}
"""English sentence of each code; a parameter stands in braces."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A coded *no* with what it is about, worded by whoever shows it."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def text(self) -> str:
        """The refusal as one plain English sentence."""
        return WORDS[self.code].format(**self.params)


class RefusedError(Exception):
    """Carries a refusal out of a place that cannot go on, such as opening a shop."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Take the code and its parameters."""
        self.refusal = Refusal(code, params)
        super().__init__(self.refusal.text())
