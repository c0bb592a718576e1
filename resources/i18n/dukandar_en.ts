<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
  <context>
    <name>Dukandar</name>
    <message numerus="yes">
      <source>%Ln (entry|entries)</source>
      <translation>
        <numerusform>%Ln entry</numerusform>
        <numerusform>%Ln entries</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln (order stays|orders stay) as (it is|they are).</source>
      <translation>
        <numerusform>%Ln order stays as it is.</numerusform>
        <numerusform>%Ln orders stay as they are.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln SKU(s)</source>
      <translation>
        <numerusform>%Ln SKU</numerusform>
        <numerusform>%Ln SKUs</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln SKU(s) (is|are) sold out.</source>
      <translation>
        <numerusform>%Ln SKU is sold out.</numerusform>
        <numerusform>%Ln SKUs are sold out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln SKUs or more</source>
      <translation>
        <numerusform>%Ln SKUs or more</numerusform>
        <numerusform>%Ln SKUs or more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln business day(s) until the carrier's first scan</source>
      <translation>
        <numerusform>%Ln business day until the carrier's first scan</numerusform>
        <numerusform>%Ln business days until the carrier's first scan</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln business day(s); promises are {later} days later</source>
      <translation>
        <numerusform>%Ln business day; promises are {later} days later</numerusform>
        <numerusform>%Ln business days; promises are {later} days later</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln buyer(s) (asks|ask) to cancel</source>
      <translation>
        <numerusform>%Ln buyer asks to cancel</numerusform>
        <numerusform>%Ln buyers ask to cancel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln buyer(s) (asks|ask) to cancel, and (waits|wait).</source>
      <translation>
        <numerusform>%Ln buyer asks to cancel, and waits.</numerusform>
        <numerusform>%Ln buyers ask to cancel, and wait.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln cell(s) in all (is|are) missing or wrong.</source>
      <translation>
        <numerusform>%Ln cell in all is missing or wrong.</numerusform>
        <numerusform>%Ln cells in all are missing or wrong.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln character(s) left</source>
      <translation>
        <numerusform>%Ln character left</numerusform>
        <numerusform>%Ln characters left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln click(s) in seven days</source>
      <translation>
        <numerusform>%Ln click in seven days</numerusform>
        <numerusform>%Ln clicks in seven days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln creator(s)</source>
      <translation>
        <numerusform>%Ln creator</numerusform>
        <numerusform>%Ln creators</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln customer(s) (has|have) answered whether the parcel has come.</source>
      <translation>
        <numerusform>%Ln customer has answered whether the parcel has come.</numerusform>
        <numerusform>%Ln customers have answered whether the parcel has come.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln customer(s) asked. Answers take some hours.</source>
      <translation>
        <numerusform>%Ln customer asked. Answers take some hours.</numerusform>
        <numerusform>%Ln customers asked. Answers take some hours.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln day(s)</source>
      <translation>
        <numerusform>%Ln day</numerusform>
        <numerusform>%Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln due within 24 h</source>
      <translation>
        <numerusform>%Ln due within 24 h</numerusform>
        <numerusform>%Ln due within 24 h</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln further attribute(s)</source>
      <translation>
        <numerusform>%Ln further attribute</numerusform>
        <numerusform>%Ln further attributes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln label(s) bought for {cost}. The carrier's first scan is next.</source>
      <translation>
        <numerusform>%Ln label bought for {cost}. The carrier's first scan is next.</numerusform>
        <numerusform>%Ln labels bought for {cost}. The carrier's first scan is next.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln late</source>
      <translation>
        <numerusform>%Ln late</numerusform>
        <numerusform>%Ln late</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln more order(s) of this buyer (is|are) waiting to be shipped.</source>
      <translation>
        <numerusform>%Ln more order of this buyer is waiting to be shipped.</numerusform>
        <numerusform>%Ln more orders of this buyer are waiting to be shipped.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln more product(s), for which less was paid.</source>
      <translation>
        <numerusform>%Ln more product, for which less was paid.</numerusform>
        <numerusform>%Ln more products, for which less was paid.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln more.</source>
      <translation>
        <numerusform>%Ln more.</numerusform>
        <numerusform>%Ln more.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln not taken</source>
      <translation>
        <numerusform>%Ln not taken</numerusform>
        <numerusform>%Ln not taken</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln number(s)</source>
      <translation>
        <numerusform>%Ln number</numerusform>
        <numerusform>%Ln numbers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s)</source>
      <translation>
        <numerusform>%Ln order</numerusform>
        <numerusform>%Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) (is|are) overdue: no carrier scan by the deadline.</source>
      <translation>
        <numerusform>%Ln order is overdue: no carrier scan by the deadline.</numerusform>
        <numerusform>%Ln orders are overdue: no carrier scan by the deadline.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) (travels|travel) together.</source>
      <translation>
        <numerusform>%Ln order travels together.</numerusform>
        <numerusform>%Ln orders travel together.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) (was|were) cancelled.</source>
      <translation>
        <numerusform>%Ln order was cancelled.</numerusform>
        <numerusform>%Ln orders were cancelled.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) beyond it today; {pace} a day lately.</source>
      <translation>
        <numerusform>%Ln order beyond it today; {pace} a day lately.</numerusform>
        <numerusform>%Ln orders beyond it today; {pace} a day lately.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) can be shipped now.</source>
      <translation>
        <numerusform>%Ln order can be shipped now.</numerusform>
        <numerusform>%Ln orders can be shipped now.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) cancelled, as the (buyer|buyers) asked.</source>
      <translation>
        <numerusform>%Ln order cancelled, as the buyer asked.</numerusform>
        <numerusform>%Ln orders cancelled, as the buyers asked.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) cancelled.</source>
      <translation>
        <numerusform>%Ln order cancelled.</numerusform>
        <numerusform>%Ln orders cancelled.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) marked as ready to ship.</source>
      <translation>
        <numerusform>%Ln order marked as ready to ship.</numerusform>
        <numerusform>%Ln orders marked as ready to ship.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) must be scanned by the carrier within 24 hours.</source>
      <translation>
        <numerusform>%Ln order must be scanned by the carrier within 24 hours.</numerusform>
        <numerusform>%Ln orders must be scanned by the carrier within 24 hours.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) overdue</source>
      <translation>
        <numerusform>%Ln order overdue</numerusform>
        <numerusform>%Ln orders overdue</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) to ship</source>
      <translation>
        <numerusform>%Ln order to ship</numerusform>
        <numerusform>%Ln orders to ship</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s) written to {file}.</source>
      <translation>
        <numerusform>%Ln order written to {file}.</numerusform>
        <numerusform>%Ln orders written to {file}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln order(s), next {day}</source>
      <translation>
        <numerusform>%Ln order, next {day}</numerusform>
        <numerusform>%Ln orders, next {day}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln other region(s)</source>
      <translation>
        <numerusform>%Ln other region</numerusform>
        <numerusform>%Ln other regions</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s) sent to the printer.</source>
      <translation>
        <numerusform>%Ln page sent to the printer.</numerusform>
        <numerusform>%Ln pages sent to the printer.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s) written to {file}.</source>
      <translation>
        <numerusform>%Ln page written to {file}.</numerusform>
        <numerusform>%Ln pages written to {file}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln parcel(s) (does|do) not go (its|their) way.</source>
      <translation>
        <numerusform>%Ln parcel does not go its way.</numerusform>
        <numerusform>%Ln parcels do not go their way.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln price(s) (is|are) set.</source>
      <translation>
        <numerusform>%Ln price is set.</numerusform>
        <numerusform>%Ln prices are set.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (has|have) no variations yet.</source>
      <translation>
        <numerusform>%Ln product has no variations yet.</numerusform>
        <numerusform>%Ln products have no variations yet.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (is|are) off sale.</source>
      <translation>
        <numerusform>%Ln product is off sale.</numerusform>
        <numerusform>%Ln products are off sale.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (is|are) on sale.</source>
      <translation>
        <numerusform>%Ln product is on sale.</numerusform>
        <numerusform>%Ln products are on sale.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (is|are) sold out.</source>
      <translation>
        <numerusform>%Ln product is sold out.</numerusform>
        <numerusform>%Ln products are sold out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (loses|lose) money in it. Publish it all the same?</source>
      <translation>
        <numerusform>%Ln product loses money in it. Publish it all the same?</numerusform>
        <numerusform>%Ln products lose money in it. Publish it all the same?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (runs|run) low, and nothing is on the way.</source>
      <translation>
        <numerusform>%Ln product runs low, and nothing is on the way.</numerusform>
        <numerusform>%Ln products run low, and nothing is on the way.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (uses|use) another template.</source>
      <translation>
        <numerusform>%Ln product uses another template.</numerusform>
        <numerusform>%Ln products use another template.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) (uses|use) {template}.</source>
      <translation>
        <numerusform>%Ln product uses {template}.</numerusform>
        <numerusform>%Ln products use {template}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) low</source>
      <translation>
        <numerusform>%Ln product low</numerusform>
        <numerusform>%Ln products low</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln product(s) sold out</source>
      <translation>
        <numerusform>%Ln product sold out</numerusform>
        <numerusform>%Ln products sold out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln return(s) approved.</source>
      <translation>
        <numerusform>%Ln return approved.</numerusform>
        <numerusform>%Ln returns approved.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln return(s) refused.</source>
      <translation>
        <numerusform>%Ln return refused.</numerusform>
        <numerusform>%Ln returns refused.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln return(s) taken in.</source>
      <translation>
        <numerusform>%Ln return taken in.</numerusform>
        <numerusform>%Ln returns taken in.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln return(s) to answer</source>
      <translation>
        <numerusform>%Ln return to answer</numerusform>
        <numerusform>%Ln returns to answer</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln return(s) to inspect</source>
      <translation>
        <numerusform>%Ln return to inspect</numerusform>
        <numerusform>%Ln returns to inspect</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln review(s), {stars} stars</source>
      <translation>
        <numerusform>%Ln review, {stars} stars</numerusform>
        <numerusform>%Ln reviews, {stars} stars</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s)</source>
      <translation>
        <numerusform>%Ln row</numerusform>
        <numerusform>%Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) (changes|change).</source>
      <translation>
        <numerusform>%Ln row changes.</numerusform>
        <numerusform>%Ln rows change.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) (stays as it is|stay as they are).</source>
      <translation>
        <numerusform>%Ln row stays as it is.</numerusform>
        <numerusform>%Ln rows stay as they are.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) cannot be changed and (is|are) left out.</source>
      <translation>
        <numerusform>%Ln row cannot be changed and is left out.</numerusform>
        <numerusform>%Ln rows cannot be changed and are left out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) cannot be used and (is|are) left out; nothing is guessed.</source>
      <translation>
        <numerusform>%Ln row cannot be used and is left out; nothing is guessed.</numerusform>
        <numerusform>%Ln rows cannot be used and are left out; nothing is guessed.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) copied.</source>
      <translation>
        <numerusform>%Ln row copied.</numerusform>
        <numerusform>%Ln rows copied.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) imported</source>
      <translation>
        <numerusform>%Ln row imported</numerusform>
        <numerusform>%Ln rows imported</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) refused and left out.</source>
      <translation>
        <numerusform>%Ln row refused and left out.</numerusform>
        <numerusform>%Ln rows refused and left out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln row(s) written to {file}.</source>
      <translation>
        <numerusform>%Ln row written to {file}.</numerusform>
        <numerusform>%Ln rows written to {file}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln shipping fee(s) to mend</source>
      <translation>
        <numerusform>%Ln shipping fee to mend</numerusform>
        <numerusform>%Ln shipping fees to mend</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sold, no limit</source>
      <translation>
        <numerusform>%Ln sold, no limit</numerusform>
        <numerusform>%Ln sold, no limit</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln star(s)</source>
      <translation>
        <numerusform>%Ln star</numerusform>
        <numerusform>%Ln stars</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln too many</source>
      <translation>
        <numerusform>%Ln too many</numerusform>
        <numerusform>%Ln too many</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s)</source>
      <translation>
        <numerusform>%Ln unit</numerusform>
        <numerusform>%Ln units</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s) (has|have) a package apart from the rest.</source>
      <translation>
        <numerusform>%Ln unit has a package apart from the rest.</numerusform>
        <numerusform>%Ln units have a package apart from the rest.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s) are set aside for it; {free} are free. When they are gone, orders go without.</source>
      <translation>
        <numerusform>%Ln unit are set aside for it; {free} are free. When they are gone, orders go without.</numerusform>
        <numerusform>%Ln units are set aside for it; {free} are free. When they are gone, orders go without.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s) for {cost}</source>
      <translation>
        <numerusform>%Ln unit for {cost}</numerusform>
        <numerusform>%Ln units for {cost}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s) in this parcel</source>
      <translation>
        <numerusform>%Ln unit in this parcel</numerusform>
        <numerusform>%Ln units in this parcel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s) of {product} ordered.</source>
      <translation>
        <numerusform>%Ln unit of {product} ordered.</numerusform>
        <numerusform>%Ln units of {product} ordered.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unit(s): {taken}</source>
      <translation>
        <numerusform>%Ln unit: {taken}</numerusform>
        <numerusform>%Ln units: {taken}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln units or more</source>
      <translation>
        <numerusform>%Ln units or more</numerusform>
        <numerusform>%Ln units or more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln value(s) changed</source>
      <translation>
        <numerusform>%Ln value changed</numerusform>
        <numerusform>%Ln values changed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln variation(s)</source>
      <translation>
        <numerusform>%Ln variation</numerusform>
        <numerusform>%Ln variations</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln video(s)</source>
      <translation>
        <numerusform>%Ln video</numerusform>
        <numerusform>%Ln videos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln week(s)</source>
      <translation>
        <numerusform>%Ln week</numerusform>
        <numerusform>%Ln weeks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln weeks or more</source>
      <translation>
        <numerusform>%Ln weeks or more</numerusform>
        <numerusform>%Ln weeks or more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A new morning: %Ln order(s) (waits|wait) to be shipped.</source>
      <translation>
        <numerusform>A new morning: %Ln order waits to be shipped.</numerusform>
        <numerusform>A new morning: %Ln orders wait to be shipped.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A price that held for %Ln day(s)</source>
      <translation>
        <numerusform>A price that held for %Ln day</numerusform>
        <numerusform>A price that held for %Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A return is requested for %Ln order(s).</source>
      <translation>
        <numerusform>A return is requested for %Ln order.</numerusform>
        <numerusform>A return is requested for %Ln orders.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Approve %Ln</source>
      <translation>
        <numerusform>Approve %Ln</numerusform>
        <numerusform>Approve %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Approve %Ln · {asked} asked for</source>
      <translation>
        <numerusform>Approve %Ln · {asked} asked for</numerusform>
        <numerusform>Approve %Ln · {asked} asked for</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>As usual: the carrier scans within %Ln business day(s)</source>
      <translation>
        <numerusform>As usual: the carrier scans within %Ln business day</numerusform>
        <numerusform>As usual: the carrier scans within %Ln business days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Ask %Ln customer(s)</source>
      <translation>
        <numerusform>Ask %Ln customer</numerusform>
        <numerusform>Ask %Ln customers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Assign %Ln product(s)</source>
      <translation>
        <numerusform>Assign %Ln product</numerusform>
        <numerusform>Assign %Ln products</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Bulk edit %Ln…</source>
      <translation>
        <numerusform>Bulk edit %Ln…</numerusform>
        <numerusform>Bulk edit %Ln…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Buy %Ln label(s)</source>
      <translation>
        <numerusform>Buy %Ln label</numerusform>
        <numerusform>Buy %Ln labels</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Buy %Ln label(s) · {cost}</source>
      <translation>
        <numerusform>Buy %Ln label · {cost}</numerusform>
        <numerusform>Buy %Ln labels · {cost}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Buyers: %Ln change(s)…</source>
      <translation>
        <numerusform>Buyers: %Ln change…</numerusform>
        <numerusform>Buyers: %Ln changes…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Cancel %Ln order(s)</source>
      <translation>
        <numerusform>Cancel %Ln order</numerusform>
        <numerusform>Cancel %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Cancel %Ln order(s)?</source>
      <translation>
        <numerusform>Cancel %Ln order?</numerusform>
        <numerusform>Cancel %Ln orders?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Change %Ln product(s)</source>
      <translation>
        <numerusform>Change %Ln product</numerusform>
        <numerusform>Change %Ln products</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Choose a service for %Ln order(s)</source>
      <translation>
        <numerusform>Choose a service for %Ln order</numerusform>
        <numerusform>Choose a service for %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Costs {cost} now; the goods are here in %Ln day(s), on {day}.</source>
      <translation>
        <numerusform>Costs {cost} now; the goods are here in %Ln day, on {day}.</numerusform>
        <numerusform>Costs {cost} now; the goods are here in %Ln days, on {day}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Dead stock: not one of them was sold in %Ln day(s). A lower price or a deal would free the money in it.</source>
      <translation>
        <numerusform>Dead stock: not one of them was sold in %Ln day. A lower price or a deal would free the money in it.</numerusform>
        <numerusform>Dead stock: not one of them was sold in %Ln days. A lower price or a deal would free the money in it.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Elasticity {elasticity}, four times in five between {low} and {high}, from %Ln day(s).</source>
      <translation>
        <numerusform>Elasticity {elasticity}, four times in five between {low} and {high}, from %Ln day.</numerusform>
        <numerusform>Elasticity {elasticity}, four times in five between {low} and {high}, from %Ln days.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Enter %Ln tracking number(s)</source>
      <translation>
        <numerusform>Enter %Ln tracking number</numerusform>
        <numerusform>Enter %Ln tracking numbers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Files tell of %Ln day(s) of this time.</source>
      <translation>
        <numerusform>Files tell of %Ln day of this time.</numerusform>
        <numerusform>Files tell of %Ln days of this time.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Goods of %Ln SKU(s) are ordered.</source>
      <translation>
        <numerusform>Goods of %Ln SKU are ordered.</numerusform>
        <numerusform>Goods of %Ln SKUs are ordered.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Half of those who came back did so within %Ln week(s).</source>
      <translation>
        <numerusform>Half of those who came back did so within %Ln week.</numerusform>
        <numerusform>Half of those who came back did so within %Ln weeks.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>How much more its SKUs sold a day on its days than on as many days directly before, %Ln at most. What else changed meanwhile is in it too.</source>
      <translation>
        <numerusform>How much more its SKUs sold a day on its days than on as many days directly before, %Ln at most. What else changed meanwhile is in it too.</numerusform>
        <numerusform>How much more its SKUs sold a day on its days than on as many days directly before, %Ln at most. What else changed meanwhile is in it too.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>If that is not mended within %Ln day(s), the products that use it are taken down.</source>
      <translation>
        <numerusform>If that is not mended within %Ln day, the products that use it are taken down.</numerusform>
        <numerusform>If that is not mended within %Ln days, the products that use it are taken down.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Import %Ln row(s)</source>
      <translation>
        <numerusform>Import %Ln row</numerusform>
        <numerusform>Import %Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Import up to %Ln row(s)</source>
      <translation>
        <numerusform>Import up to %Ln row</numerusform>
        <numerusform>Import up to %Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>It had another price for too short a time: each has to hold for %Ln day(s).</source>
      <translation>
        <numerusform>It had another price for too short a time: each has to hold for %Ln day.</numerusform>
        <numerusform>It had another price for too short a time: each has to hold for %Ln days.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>It settles %Ln day(s) after delivery with the daily statement; the bank has it {business} business days later.</source>
      <translation>
        <numerusform>It settles %Ln day after delivery with the daily statement; the bank has it {business} business days later.</numerusform>
        <numerusform>It settles %Ln days after delivery with the daily statement; the bank has it {business} business days later.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Let %Ln buyer(s) cancel</source>
      <translation>
        <numerusform>Let %Ln buyer cancel</numerusform>
        <numerusform>Let %Ln buyers cancel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No file has told the stock of %Ln SKU(s).</source>
      <translation>
        <numerusform>No file has told the stock of %Ln SKU.</numerusform>
        <numerusform>No file has told the stock of %Ln SKUs.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No order is needed for about %Ln day(s): {held} are here or on their way, and {point} last through the delivery time ({lead}) and a reserve ({safety}) at {pace} a day.</source>
      <translation>
        <numerusform>No order is needed for about %Ln day: {held} are here or on their way, and {point} last through the delivery time ({lead}) and a reserve ({safety}) at {pace} a day.</numerusform>
        <numerusform>No order is needed for about %Ln days: {held} are here or on their way, and {point} last through the delivery time ({lead}) and a reserve ({safety}) at {pace} a day.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Only sellers whom its owner has authorised may sell this brand. The platform looks at what you send and answers within %Ln business day(s). In a practice shop you only say what it is.</source>
      <translation>
        <numerusform>Only sellers whom its owner has authorised may sell this brand. The platform looks at what you send and answers within %Ln business day. In a practice shop you only say what it is.</numerusform>
        <numerusform>Only sellers whom its owner has authorised may sell this brand. The platform looks at what you send and answers within %Ln business days. In a practice shop you only say what it is.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Only the %Ln order(s) listed</source>
      <translation>
        <numerusform>Only the %Ln order listed</numerusform>
        <numerusform>Only the %Ln orders listed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Order %Ln SKU(s)</source>
      <translation>
        <numerusform>Order %Ln SKU</numerusform>
        <numerusform>Order %Ln SKUs</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Order %Ln unit(s) now: {held} are here or on their way, and the delivery time ({lead}) with a reserve ({safety}) takes {point} at {pace} a day.</source>
      <translation>
        <numerusform>Order %Ln unit now: {held} are here or on their way, and the delivery time ({lead}) with a reserve ({safety}) takes {point} at {pace} a day.</numerusform>
        <numerusform>Order %Ln units now: {held} are here or on their way, and the delivery time ({lead}) with a reserve ({safety}) takes {point} at {pace} a day.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Order {id} and %Ln more</source>
      <translation>
        <numerusform>Order {id} and %Ln more</numerusform>
        <numerusform>Order {id} and %Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Orders delivered after %Ln day(s)</source>
      <translation>
        <numerusform>Orders delivered after %Ln day</numerusform>
        <numerusform>Orders delivered after %Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Orders of a day beyond it have %Ln business day(s) more for the first scan and for delivery. Buyers are promised later delivery the more often that happens, so fewer of them order.</source>
      <translation>
        <numerusform>Orders of a day beyond it have %Ln business day more for the first scan and for delivery. Buyers are promised later delivery the more often that happens, so fewer of them order.</numerusform>
        <numerusform>Orders of a day beyond it have %Ln business days more for the first scan and for delivery. Buyers are promised later delivery the more often that happens, so fewer of them order.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Print %Ln label(s)…</source>
      <translation>
        <numerusform>Print %Ln label…</numerusform>
        <numerusform>Print %Ln labels…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Print for %Ln order(s)</source>
      <translation>
        <numerusform>Print for %Ln order</numerusform>
        <numerusform>Print for %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Reading %Ln file(s)</source>
      <translation>
        <numerusform>Reading %Ln file</numerusform>
        <numerusform>Reading %Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Refuse %Ln</source>
      <translation>
        <numerusform>Refuse %Ln</numerusform>
        <numerusform>Refuse %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Refuse %Ln return(s)</source>
      <translation>
        <numerusform>Refuse %Ln return</numerusform>
        <numerusform>Refuse %Ln returns</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Refuse %Ln…</source>
      <translation>
        <numerusform>Refuse %Ln…</numerusform>
        <numerusform>Refuse %Ln…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Restock %Ln</source>
      <translation>
        <numerusform>Restock %Ln</numerusform>
        <numerusform>Restock %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Restock %Ln product(s)</source>
      <translation>
        <numerusform>Restock %Ln product</numerusform>
        <numerusform>Restock %Ln products</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Select all %Ln</source>
      <translation>
        <numerusform>Select all %Ln</numerusform>
        <numerusform>Select all %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Send %Ln order(s)</source>
      <translation>
        <numerusform>Send %Ln order</numerusform>
        <numerusform>Send %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Set %Ln price(s)</source>
      <translation>
        <numerusform>Set %Ln price</numerusform>
        <numerusform>Set %Ln prices</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Settles with the first daily statement %Ln day(s) after delivery.</source>
      <translation>
        <numerusform>Settles with the first daily statement %Ln day after delivery.</numerusform>
        <numerusform>Settles with the first daily statement %Ln days after delivery.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Ship %Ln order(s)</source>
      <translation>
        <numerusform>Ship %Ln order</numerusform>
        <numerusform>Ship %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Ship %Ln overdue order(s) first</source>
      <translation>
        <numerusform>Ship %Ln overdue order first</numerusform>
        <numerusform>Ship %Ln overdue orders first</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Ship %Ln unit(s)</source>
      <translation>
        <numerusform>Ship %Ln unit</numerusform>
        <numerusform>Ship %Ln units</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Stock that lasts less than %Ln day(s) is low from now on.</source>
      <translation>
        <numerusform>Stock that lasts less than %Ln day is low from now on.</numerusform>
        <numerusform>Stock that lasts less than %Ln days is low from now on.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Support has answered about %Ln order(s).</source>
      <translation>
        <numerusform>Support has answered about %Ln order.</numerusform>
        <numerusform>Support has answered about %Ln orders.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Taking in %Ln picture(s)…</source>
      <translation>
        <numerusform>Taking in %Ln picture…</numerusform>
        <numerusform>Taking in %Ln pictures…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The (buyer has|buyers have) the money back for %Ln return(s).</source>
      <translation>
        <numerusform>The buyer has the money back for %Ln return.</numerusform>
        <numerusform>The buyers have the money back for %Ln returns.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The bank has it %Ln business day(s) after the statement.</source>
      <translation>
        <numerusform>The bank has it %Ln business day after the statement.</numerusform>
        <numerusform>The bank has it %Ln business days after the statement.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The buyer asks for {asked} and has %Ln hour(s) to answer. Who does not take the part may still return the goods. An offer can be made once.</source>
      <translation>
        <numerusform>The buyer asks for {asked} and has %Ln hour to answer. Who does not take the part may still return the goods. An offer can be made once.</numerusform>
        <numerusform>The buyer asks for {asked} and has %Ln hours to answer. Who does not take the part may still return the goods. An offer can be made once.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The buyer gets nothing back, and may take that to the platform within %Ln day(s).</source>
      <translation>
        <numerusform>The buyer gets nothing back, and may take that to the platform within %Ln day.</numerusform>
        <numerusform>The buyer gets nothing back, and may take that to the platform within %Ln days.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The buyer may take a refusal to the platform within %Ln day(s).</source>
      <translation>
        <numerusform>The buyer may take a refusal to the platform within %Ln day.</numerusform>
        <numerusform>The buyer may take a refusal to the platform within %Ln days.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The goods of %Ln return(s) have arrived.</source>
      <translation>
        <numerusform>The goods of %Ln return have arrived.</numerusform>
        <numerusform>The goods of %Ln returns have arrived.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The goods of %Ln return(s) refused.</source>
      <translation>
        <numerusform>The goods of %Ln return refused.</numerusform>
        <numerusform>The goods of %Ln returns refused.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The latest are listed. %Ln parcel(s) (is|are) older and left out.</source>
      <translation>
        <numerusform>The latest are listed. %Ln parcel is older and left out.</numerusform>
        <numerusform>The latest are listed. %Ln parcels are older and left out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The newest changes. %Ln earlier one(s) had left {units} in stock.</source>
      <translation>
        <numerusform>The newest changes. %Ln earlier one had left {units} in stock.</numerusform>
        <numerusform>The newest changes. %Ln earlier ones had left {units} in stock.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The platform has answered about %Ln listing(s).</source>
      <translation>
        <numerusform>The platform has answered about %Ln listing.</numerusform>
        <numerusform>The platform has answered about %Ln listings.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The platform has decided about %Ln return(s).</source>
      <translation>
        <numerusform>The platform has decided about %Ln return.</numerusform>
        <numerusform>The platform has decided about %Ln returns.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The platform has taken down %Ln product(s).</source>
      <translation>
        <numerusform>The platform has taken down %Ln product.</numerusform>
        <numerusform>The platform has taken down %Ln products.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The platform looks at it again within %Ln hour(s). What it grants, it pays you itself; the buyer keeps the money.</source>
      <translation>
        <numerusform>The platform looks at it again within %Ln hour. What it grants, it pays you itself; the buyer keeps the money.</numerusform>
        <numerusform>The platform looks at it again within %Ln hours. What it grants, it pays you itself; the buyer keeps the money.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The shipping fee of %Ln template(s) (is|are) out of range.</source>
      <translation>
        <numerusform>The shipping fee of %Ln template is out of range.</numerusform>
        <numerusform>The shipping fee of %Ln templates are out of range.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The whole shop in the %Ln day(s) after it</source>
      <translation>
        <numerusform>The whole shop in the %Ln day after it</numerusform>
        <numerusform>The whole shop in the %Ln days after it</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>There is no room for %Ln more picture(s).</source>
      <translation>
        <numerusform>There is no room for %Ln more picture.</numerusform>
        <numerusform>There is no room for %Ln more pictures.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Too few orders to tell: it takes %Ln order(s) in all, at two prices or more.</source>
      <translation>
        <numerusform>Too few orders to tell: it takes %Ln order in all, at two prices or more.</numerusform>
        <numerusform>Too few orders to tell: it takes %Ln orders in all, at two prices or more.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Units that come back, %Ln at most</source>
      <translation>
        <numerusform>Units that come back, %Ln at most</numerusform>
        <numerusform>Units that come back, %Ln at most</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Up to %Ln row(s) can be copied. Export the orders instead.</source>
      <translation>
        <numerusform>Up to %Ln row can be copied. Export the orders instead.</numerusform>
        <numerusform>Up to %Ln rows can be copied. Export the orders instead.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Used by %Ln product(s)</source>
      <translation>
        <numerusform>Used by %Ln product</numerusform>
        <numerusform>Used by %Ln products</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>What the SKUs of each promotion sold a day: on the days directly before it, on its days, and directly after it. Before and after are as many days as it held, %Ln at most, and only those that are over.</source>
      <translation>
        <numerusform>What the SKUs of each promotion sold a day: on the days directly before it, on its days, and directly after it. Before and after are as many days as it held, %Ln at most, and only those that are over.</numerusform>
        <numerusform>What the SKUs of each promotion sold a day: on the days directly before it, on its days, and directly after it. Before and after are as many days as it held, %Ln at most, and only those that are over.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Within %Ln business day(s).</source>
      <translation>
        <numerusform>Within %Ln business day.</numerusform>
        <numerusform>Within %Ln business days.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Within %Ln hour(s) after payment</source>
      <translation>
        <numerusform>Within %Ln hour after payment</numerusform>
        <numerusform>Within %Ln hours after payment</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %Ln more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>as usual: %Ln business day(s) until the carrier's first scan</source>
      <translation>
        <numerusform>as usual: %Ln business day until the carrier's first scan</numerusform>
        <numerusform>as usual: %Ln business days until the carrier's first scan</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>delivery + %Ln day(s)</source>
      <translation>
        <numerusform>delivery + %Ln day</numerusform>
        <numerusform>delivery + %Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>in %Ln business day(s)</source>
      <translation>
        <numerusform>in %Ln business day</numerusform>
        <numerusform>in %Ln business days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>in %Ln business day(s), as asked</source>
      <translation>
        <numerusform>in %Ln business day, as asked</numerusform>
        <numerusform>in %Ln business days, as asked</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{amount} for %Ln unit(s)</source>
      <translation>
        <numerusform>{amount} for %Ln unit</numerusform>
        <numerusform>{amount} for %Ln units</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{amount} from %Ln order(s)</source>
      <translation>
        <numerusform>{amount} from %Ln order</numerusform>
        <numerusform>{amount} from %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{areas} and %Ln more</source>
      <translation>
        <numerusform>{areas} and %Ln more</numerusform>
        <numerusform>{areas} and %Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{file}: %Ln order(s) can be shipped</source>
      <translation>
        <numerusform>{file}: %Ln order can be shipped</numerusform>
        <numerusform>{file}: %Ln orders can be shipped</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{first} %Ln more thing(s) to do.</source>
      <translation>
        <numerusform>{first} %Ln more thing to do.</numerusform>
        <numerusform>{first} %Ln more things to do.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{kept}: %Ln return(s)</source>
      <translation>
        <numerusform>{kept}: %Ln return</numerusform>
        <numerusform>{kept}: %Ln returns</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{orders}, and %Ln cancelled</source>
      <translation>
        <numerusform>{orders}, and %Ln cancelled</numerusform>
        <numerusform>{orders}, and %Ln cancelled</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{products}, %Ln SKU(s)</source>
      <translation>
        <numerusform>{products}, %Ln SKU</numerusform>
        <numerusform>{products}, %Ln SKUs</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{product} and %Ln more</source>
      <translation>
        <numerusform>{product} and %Ln more</numerusform>
        <numerusform>{product} and %Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{refusal} %Ln more could not be done either.</source>
      <translation>
        <numerusform>{refusal} %Ln more could not be done either.</numerusform>
        <numerusform>{refusal} %Ln more could not be done either.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{refusal} %Ln more order(s) (was|were) left out too.</source>
      <translation>
        <numerusform>{refusal} %Ln more order was left out too.</numerusform>
        <numerusform>{refusal} %Ln more orders were left out too.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{service}: {fee}, within %Ln business day(s)</source>
      <translation>
        <numerusform>{service}: {fee}, within %Ln business day</numerusform>
        <numerusform>{service}: {fee}, within %Ln business days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{sign}%Ln order(s) ({low} to {high})</source>
      <translation>
        <numerusform>{sign}%Ln order ({low} to {high})</numerusform>
        <numerusform>{sign}%Ln orders ({low} to {high})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what} and %Ln more</source>
      <translation>
        <numerusform>{what} and %Ln more</numerusform>
        <numerusform>{what} and %Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}: %Ln order(s)</source>
      <translation>
        <numerusform>{what}: %Ln order</numerusform>
        <numerusform>{what}: %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>“{search}”: %Ln return(s)</source>
      <translation>
        <numerusform>“{search}”: %Ln return</numerusform>
        <numerusform>“{search}”: %Ln returns</numerusform>
      </translation>
    </message>
  </context>
</TS>
