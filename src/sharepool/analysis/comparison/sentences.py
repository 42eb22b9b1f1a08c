"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "compare.totals": (
        "Delivered: {delivered} of {wanted:session} (before: {delivered_before}). On the road: {travel} (before: {travel_before}). Objective: {objective} (before: {objective_before}).",
        "{wanted}次课中安排了{delivered}次（原为{delivered_before}次），路上共{travel}（原为{travel_before}）；目标值{objective}（原为{objective_before}）。",
    ),
    "compare.same": ("Both plans hold the same sessions.", "两个方案的课完全相同。"),
    "compare.fates": (
        "{kept:session} as before; {other_time} at another time, {other_person} with another person, {other_both} both, {gone} gone, {new} new.",
        "{kept}次课不变；{other_time}次换时间，{other_person}次换人，{other_both}次人和时间都换，{gone}次取消，{new}次新增。",
    ),
    "compare.clocks": (
        "{sessions:session} in their old slots are at another clock time.",
        "{sessions}次课节次不变，但上课时刻变了。",
    ),
    "compare.reach": (
        "Affected: {people:person}, {sites:site}; days: {days}.",
        "涉及{people}人、{sites}个校点；变动日：{days}。",
    ),
    "compare.person": (
        "{person}: {gained:session} gained, {lost} given up, {moved} at another time.",
        "{person}：增加{gained}次课，减少{lost}次，{moved}次换时间。",
    ),
    "compare.load": (
        "Sessions {work} (before: {work_before}), road {travel} (before: {travel_before}).",
        "上课{work}（原为{work_before}），路上{travel}（原为{travel_before}）。",
    ),
    "compare.site": (
        "{site}: {sessions:session} (before: {sessions_before}).",
        "{site}：{sessions}次课（原为{sessions_before}次）。",
    ),
    "compare.sites.joined": ("Newly at {names}.", "新去{names}。"),
    "compare.sites.left": ("No longer at {names}.", "不再去{names}。"),
    "compare.people.joined": ("New there: {names}.", "新来：{names}。"),
    "compare.people.left": ("No longer there: {names}.", "不再来：{names}。"),
    "compare.days.joined": ("Newly on {names}.", "新增{names}。"),
    "compare.days.left": ("No longer on {names}.", "不再有{names}。"),
    "compare.regular.replaced": (
        "Regular person for {skill}: {after}, no longer {before}.",
        "{skill}的固定人员由{before}换为{after}。",
    ),
    "compare.regular.lost": (
        "Nobody is regular for {skill} any more; it was {before}.",
        "{skill}不再有固定人员，原为{before}。",
    ),
    "compare.regular.gained": (
        "Regular person for {skill}, for the first time: {after}.",
        "{skill}首次有了固定人员：{after}。",
    ),
    "compare.session.other_time": (
        "{demand}: {new_person} on {new_day} at {new_slot}, no longer on {old_day} at {old_slot}.",
        "{demand}：{new_person}改在{new_day}{new_slot}，原在{old_day}{old_slot}。",
    ),
    "compare.session.other_clock": (
        "{demand}: {new_person} on {new_day} at {new_slot} from now on {new_clock}, no longer {old_clock}.",
        "{demand}：{new_person}{new_day}{new_slot}的时间改为{new_clock}，原为{old_clock}。",
    ),
    "compare.session.other_person": (
        "{demand}: on {new_day} at {new_slot}, {new_person} for {old_person}.",
        "{demand}：{new_day}{new_slot}由{old_person}换为{new_person}。",
    ),
    "compare.session.other_both": (
        "{demand}: {new_person} on {new_day} at {new_slot}, for {old_person} on {old_day} at {old_slot}.",
        "{demand}：改为{new_person}在{new_day}{new_slot}，原为{old_person}在{old_day}{old_slot}。",
    ),
    "compare.session.gone": (
        "{demand}: gone on {old_day} at {old_slot} ({old_person}).",
        "{demand}：取消{old_day}{old_slot}的课（{old_person}）。",
    ),
    "compare.session.new": (
        "{demand}: new on {new_day} at {new_slot} ({new_person}).",
        "{demand}：新增{new_day}{new_slot}的课（{new_person}）。",
    ),
}
"""Sentences by code, in English and Chinese."""
