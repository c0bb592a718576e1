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
      <source>%Ln character(s) left</source>
      <translation>
        <numerusform>%Ln character left</numerusform>
        <numerusform>%Ln characters left</numerusform>
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
      <source>%Ln open return(s)</source>
      <translation>
        <numerusform>%Ln open return</numerusform>
        <numerusform>%Ln open returns</numerusform>
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
      <source>%Ln order(s) can be shipped now.</source>
      <translation>
        <numerusform>%Ln order can be shipped now.</numerusform>
        <numerusform>%Ln orders can be shipped now.</numerusform>
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
      <source>%Ln product(s) (is|are) sold out.</source>
      <translation>
        <numerusform>%Ln product is sold out.</numerusform>
        <numerusform>%Ln products are sold out.</numerusform>
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
      <source>%Ln value(s) changed</source>
      <translation>
        <numerusform>%Ln value changed</numerusform>
        <numerusform>%Ln values changed</numerusform>
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
      <source>A return is requested for %Ln order(s).</source>
      <translation>
        <numerusform>A return is requested for %Ln order.</numerusform>
        <numerusform>A return is requested for %Ln orders.</numerusform>
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
      <source>Choose a service for %Ln order(s)</source>
      <translation>
        <numerusform>Choose a service for %Ln order</numerusform>
        <numerusform>Choose a service for %Ln orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Costs {cost} now; the goods are here in %Ln day(s).</source>
      <translation>
        <numerusform>Costs {cost} now; the goods are here in %Ln day.</numerusform>
        <numerusform>Costs {cost} now; the goods are here in %Ln days.</numerusform>
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
      <source>It settles %Ln day(s) after delivery with the daily statement; the bank has it {business} business days later.</source>
      <translation>
        <numerusform>It settles %Ln day after delivery with the daily statement; the bank has it {business} business days later.</numerusform>
        <numerusform>It settles %Ln days after delivery with the daily statement; the bank has it {business} business days later.</numerusform>
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
      <source>Order {id} and %Ln more</source>
      <translation>
        <numerusform>Order {id} and %Ln more</numerusform>
        <numerusform>Order {id} and %Ln more</numerusform>
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
      <source>The bank has it %Ln business day(s) after the statement.</source>
      <translation>
        <numerusform>The bank has it %Ln business day after the statement.</numerusform>
        <numerusform>The bank has it %Ln business days after the statement.</numerusform>
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
      <source>delivery + %Ln day(s)</source>
      <translation>
        <numerusform>delivery + %Ln day</numerusform>
        <numerusform>delivery + %Ln days</numerusform>
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
      <source>{file}: %Ln order(s) can be shipped</source>
      <translation>
        <numerusform>{file}: %Ln order can be shipped</numerusform>
        <numerusform>{file}: %Ln orders can be shipped</numerusform>
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
  </context>
</TS>
