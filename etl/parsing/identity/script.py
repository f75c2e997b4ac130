"""Owns the spelling of a text before it is read: traditional script, full-width signs, years in words."""

from __future__ import annotations

import re

# Traditional and simplified characters that occur in titles, names of bodies and statutory words. Not a general table.
_PAIRS = (
    "縣县鎮镇鄉乡區区廳厅辦办務务會会關关於于報报開开資资環环護护檢检規规劃划農农發发計计財财經经貿贸證证監监衛卫"
    "業业體体學学術术國国與与黨党團团聯联總总統统數数據据網网頁页門门設设機机構构審审處处問问題题領领導导動动員员"
    "號号條条項项級级產产來来時时間间為为進进過过運运達达遠远選选還还這这連连週周邊边節节範范築筑約约紀纪線线組组"
    "細细終终結结給给絡络絕绝續续維维編编緩缓練练縮缩績绩織织繼继纖纤職职聽听華华萬万藝艺藥药蘇苏蘭兰蘆芦號号補补"
    "裝装製制複复見见視视覽览觀观訂订訊讯記记許许訴诉診诊詞词試试話话該该詳详認认語语誤误說说課课調调請请論论諮咨"
    "講讲謝谢識识議议讀读變变讓让負负責责貧贫貨货貴贵買买費费貼贴貸贷賣卖質质購购贊赞車车軍军軌轨軟软轉转輸输辯辩"
    "邏逻郵邮鄰邻醫医釋释針针鋼钢錄录錢钱鐵铁長长閉闭閱阅隊队際际陽阳陰阴陳陈陸陆險险隨随隱隐雙双雜杂離离難难電电"
    "韓韩響响頂顶順顺須须預预頒颁頭头頻频願愿類类顧顾顯显風风飛飞餘余館馆馬马駐驻騰腾驗验魚鱼鳥鸟麗丽點点齊齐龍龙"
    "瀘泸灣湾漢汉溫温滬沪濟济濱滨潤润澤泽滿满漁渔瀋沈熱热爾尔狀状獨独獲获現现環环當当畫画疇畴療疗盡尽確确礎础禮礼"
    "種种稱称穩稳窮穷競竞筆笔籌筹籤签糧粮紅红紙纸羅罗義义習习聞闻腳脚臨临興兴舉举舊旧莊庄葉叶蓋盖藍蓝蘊蕴虛虚"
    "蟲虫術术衝冲廣广應应廠厂庫库廟庙張张強强彈弹彙汇歸归從从復复徵征憲宪懷怀態态慶庆憑凭戰战戶户擇择據据擔担"
    "擬拟擴扩攝摄敗败敘叙斷断暫暂曆历書书東东極极榮荣樂乐樓楼標标樣样樹树橋桥權权歡欢歲岁歷历殘残殺杀氣气決决"
    "淨净測测湯汤準准溝沟漲涨漸渐潛潜災灾爲为爭争牆墙獎奖瓊琼畢毕異异礦矿禪禅積积稅税簡简紹绍純纯綜综綠绿緊紧"
    "縱纵聖圣聲声膠胶艦舰蔣蒋薩萨虧亏兩两內内凍冻劇剧創创勞劳勢势勝胜勵励匯汇協协單单厲厉參参吳吴員员啟启喬乔嚴严"
    "園园圍围圖图圓圆報报場场塊块塵尘壓压壞坏壘垒壯壮壽寿夠够夢梦夾夹奪夺奮奋婦妇媽妈孫孙實实寧宁寫写寬宽寶宝將将"
    "專专尋寻對对導导屆届屬属層层島岛峽峡崗岗嶺岭帥帅師师帳帐帶带幣币幫帮幹干幾几庫库徑径後后從从怀怀恆恒恥耻愛爱"
    "發发臺台並并眾众賬账啓启內内緻致閩闽贛赣鄭郑瑋玮鄧邓鄒邹劉刘楊杨"
    "慮虑憂忧執执掃扫採采換换揚扬揮挥損损搖摇搶抢撥拨撫抚擊击攜携攤摊徹彻慣惯懇恳憲宪戲戏拋抛挾挟捨舍掛挂據据點点"
    "個个們们傳传債债傷伤備备優优億亿僅仅價价儀仪儘尽俠侠係系倉仓偵侦側侧偽伪傑杰仝同佈布併并佔占"
)
TO_SIMPLIFIED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
TRADITIONAL = frozenset(old for old, new in TO_SIMPLIFIED.items() if old != new)
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF08, 0xFF09, 0xFF1A, 0xFF0C)}
_FOLD = str.maketrans(TO_SIMPLIFIED) | _FULL_WIDTH
_SPACES = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")
_CHINESE_YEAR = re.compile(r"[二一][〇○零Ｏ九0oO][〇○零Ｏ一二三四五六七八九0oO]{2}(?=年)")
_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九oO", "00001234567890" + "0")


def fold(text: str) -> str:
    """The text in simplified characters, half-width digits and brackets, 二〇二三年 as 2023年."""
    plain = text.translate(_FOLD)
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), plain) if "年" in plain else plain


def squeeze(text: str) -> str:
    """The text without any white space."""
    return _SPACES.sub("", text)


def traditional_share(text: str) -> float:
    """The share of traditional characters among the first 3,000 characters, from 0 to 1."""
    sample = text[:3000]
    return sum(letter in TRADITIONAL for letter in sample) / len(sample) if sample else 0.0
