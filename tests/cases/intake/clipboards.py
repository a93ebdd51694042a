"""What Word, WPS and Excel lay on a clipboard as HTML: their styles, comments and pictures around made-up words."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/ADMINI~1/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-parent:""; text-indent:32.0pt; font-size:16.0pt;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'><!--StartFragment-->
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;font-family:
仿宋_GB2312;mso-hansi-font-family:仿宋_GB2312'>您提出的意见收悉，<b>现答复
如下</b>：<span lang=EN-US><o:p></o:p></span></span></p>
<h1 style='text-indent:32.0pt'><span style='font-size:16.0pt;font-family:黑体'>一、已经做到的</span></h1>
<h2><span style='font-family:楷体'>收费办法</span></h2>
<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span lang=EN-US style='mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>开放三处。</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span lang=EN-US style='font-family:
Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span></span>
<![endif]>补一处。</p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0'><td width=284 valign=top style='width:213.05pt;border:solid windowtext 1.0pt'>
  <p class=MsoNormal align=center><b><span style='font-size:12.0pt'>街道</span></b></p></td>
  <td width=284><p class=MsoNormal><b>托位（个）</b></p></td></tr>
 <tr style='mso-yfti-irow:1'><td><p class=MsoNormal>城东</p></td>
  <td><p class=MsoNormal><span lang=EN-US>60</span></p><p class=MsoNormal>其中普惠<b>40</b></p></td></tr>
</table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="_x0000_i1025" type="#_x0000_t75"><v:imagedata
 src="file:///C:/Users/ADMINI~1/clip_image001.png" o:title=""/></v:shape><![endif]--><![if !vml]><img border=0
 width=200 height=100 src="file:///C:/Users/ADMINI~1/clip_image002.gif" v:shapes="图片_x0020_1"><![endif]></p>
<p class=MsoNormal><s><del cite="mailto:zhang" datetime="2026-03-01T09:00">原来的说法</del></s><ins
 cite="mailto:zhang">改后的说法</ins>。<a class=msocomanchor id="_anchor_1" href="#_msocom_1">[张1]</a></p>
<!--EndFragment--><div style='mso-element:comment-list'><div style='mso-element:comment'><p>批注里的话</p></div></div>
</body></html>"""

WPS = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name="ProgId" content="Word.Document"><meta name="Generator" content="Microsoft Word 14">
<!--[if gte mso 9]><xml><w:WordDocument><w:DisplayBackgroundShape/></w:WordDocument></xml><![endif]-->
<style>@font-face{font-family:"仿宋_GB2312";} p.MsoNormal{mso-style-name:正文;line-height:28.95pt;}</style></head>
<body style="tab-interval:21pt;"><!--StartFragment--><p class=MsoNormal style="text-indent:32.0000pt;
mso-char-indent-count:2.0000;"><span style="mso-spacerun:'yes';font-family:仿宋_GB2312;font-size:16.0000pt;
mso-font-kerning:1.0000pt;"><font face="仿宋_GB2312">　　截至今年六月，新增助餐点</font></span><b><span
style="font-family:仿宋_GB2312;font-weight:bold;font-size:16.0000pt;">18</span></b><span style="font-weight:normal;">
<font face="仿宋_GB2312">处。</font></span><span style="mso-spacerun:'yes';"><o:p></o:p></span></p>
<p class=MsoNormal><b style="font-weight:normal"><span>这一句不是加粗。</span></b></p>
<p class=MsoNormal><img width="553" height="311" src="file:///C:\\Users\\lenovo\\AppData\\ksohtml1234\\wps1.jpg"><span
 style="mso-hide:all;">看不见的字</span></p>
<p class=MsoNormal><img src="file:///C:\\Users\\lenovo\\AppData\\ksohtml1234\\wps2.png"></p><!--EndFragment--></body>
</html>"""

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700;background:yellow;} --></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=216 style='border-collapse:collapse;width:162pt'>
<!--StartFragment--> <col width=72 span=3 style='width:54pt'>
 <tr height=19><td height=19 class=xl65 width=72>区县</td><td class=xl65>计划|完成</td><td class=xl65>比例</td></tr>
 <tr height=19><td colspan=2 style='border-top:none'>全市</td><td align=right x:num>0.5</td></tr>
 <tr style='display:none'><td>藏起来的</td><td>1</td><td>2</td></tr>
 <tr height=19><td>　城东区</td><td></td><td align=right>50%</td></tr>
<!--EndFragment--></table></body></html>"""
